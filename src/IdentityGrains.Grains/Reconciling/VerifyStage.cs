using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>The last stage: whether the platform shows what it was told anew. Whom it does not take in time, the next run looks at.</summary>
internal sealed class VerifyStage(ReconcilerBench bench, CopyLooker looker)
{
    // Beyond the time in which the platform should show what it was told.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Looks at the next page of those who were told anew.</summary>
    public async Task<StageStep> Next(Reconciliation run, CancellationToken ct)
    {
        var asked = await bench.Runs.Found(run.Platform, run.Number, DriftStage.Repairing, run.Last, looker.AtOnce, ct);
        if (asked.Count == 0)
        {
            return await Again(run, ct);
        }

        var rows = await Task.WhenAll(asked.Select(d => d.Customer).Distinct().Select(c => bench.Delivery.Row(c, ct)));
        var copies = await looker.Compose(rows.OfType<Storage.Delivery.DeliveryRow>().Where(RunMoves.IsSettled), ct);
        var (failed, compared) = await looker.Look(copies, ct);
        if (failed is ReadAnswer.NotNow later)
        {
            return StageStep.Waits(run, later.After);
        }

        var equal = compared.Where(c => c.Fields.All(f => f.Kind is null)).Select(c => c.Copy).ToArray();
        await looker.Confirm(equal, ct);
        Drift[] drifts = [.. compared.SelectMany(c => asked.Where(d => d.Customer == c.Copy.Row.Customer).Select(d => Judge(d, c.Fields)))];
        return new StageStep(
            run with { Last = asked[^1].Customer, Figures = run.Figures with { Repaired = run.Figures.Repaired + equal.Length } }, drifts, null);
    }

    private Drift Judge(Drift drift, IReadOnlyList<CopyField> fields) => fields.FirstOrDefault(f => f.Field == drift.Field)?.Kind is null
        ? drift.Over(bench.Now)
        : IsLate(drift) ? drift.LeftFor(LeftBecause.NotTaken, bench.Now) : drift;

    // From the beginning, as long as there is somebody of whom it is not known yet and who is not late.
    private async Task<StageStep> Again(Reconciliation run, CancellationToken ct)
    {
        var left = await bench.Runs.Found(run.Platform, run.Number, DriftStage.Repairing, null, looker.AtOnce, ct);
        return left.Count == 0 || left.All(IsLate)
            ? new StageStep(run.At(ReconciliationStage.Finished), [], null)
            : new StageStep(run with { Last = null }, [], LookAgain);
    }

    private bool IsLate(Drift drift) => bench.Now >= drift.StageAt + (bench.Platform?.Confirm.Within ?? TimeSpan.Zero) + Grace;
}
