using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>The first stage of a run: copies are looked at, a page at a time, and what differs is written down.</summary>
internal sealed class LookStage(ReconcilerBench bench, CopyLooker looker)
{
    // Whoever changed something there shortly before the run before began may have been told of late.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>Looks at the next page; the answer is the run after it, what was found, and how long to wait when the platform asks for it.</summary>
    public Task<StageStep> Next(Reconciliation run, CancellationToken ct) =>
        run.Mode == ReconciliationMode.Incremental && bench.Changes is { } feed ? Changed(run, feed, ct) : Walk(run, ct);

    private async Task<StageStep> Walk(Reconciliation run, CancellationToken ct)
    {
        var rows = await bench.Runs.Rows(bench.Delivery.Platform, run.Last, looker.AtOnce, ct);
        var plan = bench.Platform!;
        var parts = run.Mode == ReconciliationMode.Sample ? ReconciliationPlan.Parts(plan.Confirm.Sample) : 1;
        var step = await Look(run, [.. rows.Where(r => RunMoves.IsInSample(r, run.Number, parts))], ct);
        if (step.Wait is not null || step.After.Stage == ReconciliationStage.Finished)
        {
            return step;
        }

        return rows.Count < looker.AtOnce
            ? step with { After = step.After.Looked(plan.Reconcile, step.After.Figures.Covered) }
            : step with { After = step.After with { Last = rows[^1].Customer } };
    }

    private async Task<StageStep> Changed(Reconciliation run, IChangeFeed feed, CancellationToken ct)
    {
        var before = (await bench.Runs.Latest(run.Platform, 2, ct)).FirstOrDefault(r => r.Number < run.Number);
        await bench.Turn(ct);
        switch (await feed.Changed(run.Feed, (before?.StartedAt ?? run.StartedAt) - Overlap, ct))
        {
            case ChangeAnswer.Page page:
                var step = await Look(run, await Rows(run, page.Keys, ct), ct);
                return step.Wait is not null || step.After.Stage == ReconciliationStage.Finished ? step : await After(step, page, ct);
            case ChangeAnswer.NotNow later:
                return StageStep.Waits(run, later.After);
            default:
                // Only looking at everybody helps.
                return new StageStep(run with { Mode = ReconciliationMode.Full, Last = null }, [], null);
        }
    }

    private async Task<StageStep> After(StageStep step, ChangeAnswer.Page page, CancellationToken ct)
    {
        var run = step.After with { Feed = page.Cursor };
        return step with { After = page.More ? run : run.Looked(bench.Platform!.Reconcile, await Held(ct)) };
    }

    // Of whom the feed says nothing, it says that nothing changed there.
    private async Task<long> Held(CancellationToken ct) => (await bench.Delivery.Deliveries.Backlog(ct))
        .Where(b => b.Platform == bench.Delivery.Platform && b.State != DeliveryState.Withheld).Sum(b => b.Count);

    private async Task<IReadOnlyList<DeliveryRow>> Rows(Reconciliation run, IEnumerable<string> keys, CancellationToken ct)
    {
        ReadOnlyMemory<byte>[] addresses =
            [.. keys.Distinct(StringComparer.Ordinal).Select(k => new ReadOnlyMemory<byte>(bench.Index.Digest(run.Platform, k)))];
        var customers = await bench.Runs.Addressed(run.Platform, addresses, ct);
        return [.. (await Task.WhenAll(customers.Select(c => bench.Delivery.Row(c, ct)))).OfType<DeliveryRow>()];
    }

    private async Task<StageStep> Look(Reconciliation run, IReadOnlyList<DeliveryRow> rows, CancellationToken ct)
    {
        var figures = run.Figures with { Withheld = run.Figures.Withheld + rows.Count(r => r.State == DeliveryState.Withheld) };
        var copies = await looker.Compose(rows.Where(r => r.State != DeliveryState.Withheld), ct);
        var drifts = new List<Drift>();
        foreach (var page in copies.Where(c => bench.Reader is not null && RunMoves.IsSettled(c.Row)).Chunk(looker.AtOnce))
        {
            var (failed, compared) = await looker.Look(page, ct);
            switch (failed)
            {
                case ReadAnswer.NotNow later:
                    return StageStep.Waits(run, later.After);
                case ReadAnswer.Refused refused:
                    return new StageStep(run.At(ReconciliationStage.Finished) with { Stopped = refused.Why }, [], null);
                default:
                    (figures, var found) = await Count(run, figures, compared, ct);
                    drifts.AddRange(found);
                    break;
            }
        }

        // What cannot be looked at counts as held where the platform itself said so.
        foreach (var copy in copies.Where(c => bench.Reader is null || !RunMoves.IsSettled(c.Row)))
        {
            figures = copy.Row.State == DeliveryState.Confirmed
                ? figures.With(copy.Should.Select(f => (f, true, (DriftKind?)null)), copy.Content.Refused)
                : NotHeld(figures, copy);
        }

        return new StageStep(run with { Figures = figures }, drifts, null);
    }

    private async Task<(ReconciliationFigures, IReadOnlyList<Drift>)> Count(
        Reconciliation run, ReconciliationFigures figures, IReadOnlyList<(Copy Copy, IReadOnlyList<CopyField> Fields)> compared, CancellationToken ct)
    {
        var lately = (await bench.Runs.Of(run.Platform, [.. compared.Select(c => c.Copy.Row.Customer)], bench.Now - DriftLaw.LoopWithin, ct))
            .ToLookup(d => d.Customer);
        var drifts = new List<Drift>();
        var equal = new List<Copy>();
        foreach (var (copy, fields) in compared)
        {
            var differs = fields.Any(f => f.Kind is not null);
            if (differs && await looker.MayLag(copy, ct))
            {
                figures = figures.Without(copy.Should.Concat(copy.Content.Refused)) with { Underway = figures.Underway + 1 };
                continue;
            }

            Drift[] known = [.. lately[copy.Row.Customer]];
            Drift[] found = [.. await looker.Differences(copy, fields, known, run.Number, ct)];
            drifts.AddRange(found);
            drifts.AddRange(known.Where(d => d.IsOpen && found.All(f => f.Field != d.Field)).Select(d => d.Over(bench.Now)));
            figures = figures.With(fields.Select(f => (f.Field, f.ShouldHold, f.Kind)), copy.Content.Refused);
            if (!differs)
            {
                equal.Add(copy);
            }
        }

        await looker.Confirm(equal, ct);
        return (figures, drifts);
    }

    private static ReconciliationFigures NotHeld(ReconciliationFigures figures, Copy copy) =>
        figures.Without(copy.Should.Concat(copy.Content.Refused)) with
        {
            Refused = figures.Refused + (copy.Row.State == DeliveryState.Rejected ? 1 : 0),
            Underway = figures.Underway + (copy.Row.State == DeliveryState.Rejected || RunMoves.IsSettled(copy.Row) ? 0 : 1),
        };
}
