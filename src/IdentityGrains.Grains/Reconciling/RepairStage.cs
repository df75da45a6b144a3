using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>The second stage: the platform is told anew where it differs, within the run's budget, and not at all when too much differs.</summary>
internal sealed class RepairStage(ReconcilerBench bench)
{
    private const int CustomersAtOnce = 50;

    /// <summary>Repairs the next page.</summary>
    public async Task<StageStep> Next(Reconciliation run, CancellationToken ct)
    {
        var open = await bench.Runs.Found(run.Platform, run.Number, DriftStage.Open, run.Last, CustomersAtOnce, ct);
        if (open.Count == 0)
        {
            return new StageStep(run.At(run.Figures.Asked > 0 ? ReconciliationStage.Verifying : ReconciliationStage.Finished), [], null);
        }

        var drifts = new List<Drift>();
        foreach (var customer in open.GroupBy(d => d.Customer))
        {
            var decided = Decide(run, [.. customer]);
            if (decided.Any(d => d.Stage == DriftStage.Repairing))
            {
                await Repair(customer.Key, decided.Any(d => d.Kind == DriftKind.Forbidden), ct);
                run = run with { Figures = run.Figures with { Asked = run.Figures.Asked + 1 } };
            }

            drifts.AddRange(decided);
        }

        return new StageStep(run with { Last = open[^1].Customer }, drifts, null);
    }

    /// <summary>Has the platform told of a customer anew. A row that moved since, or says something else by now, is about to be told anyway.</summary>
    public async Task Repair(CustomerId customer, bool takesBack, CancellationToken ct)
    {
        if (await bench.Delivery.Row(customer, ct) is { } row && RunMoves.IsSettled(row) && await bench.Delivery.Compose(row, ct) is { } content)
        {
            await bench.Delivery.Take(new DeliveryStep(row, RunMoves.Anew(row, content.Version, takesBack, bench.Now), null), ct);
        }
    }

    private Drift[] Decide(Reconciliation run, Drift[] drifts)
    {
        var now = bench.Now;
        LeftBecause? all = run.Stopped == RunMoves.Breaker ? LeftBecause.Breaker
            : run.Figures.Asked >= (bench.Platform?.Reconcile.MaxRepairsPerRun ?? 0) ? LeftBecause.Budget : null;
        return [.. drifts.Select(d => DriftLaw.Leaves(d.Kind, d.Repairs, Defines(d)) is { } why ? d.LeftFor(why, now)
            : all is { } reason ? d.LeftFor(reason, now) : d.Repairing(now))];
    }

    // A source that speaks for the platform has the platform's name.
    private bool Defines(Drift drift) =>
        bench.Delivery.Policies.Current.Policy.Fields.TryGetValue(drift.Field, out var rule) && rule.SystemOfRecord.Value == drift.Platform.Value;
}
