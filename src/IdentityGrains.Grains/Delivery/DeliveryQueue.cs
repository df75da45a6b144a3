using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Sorts open rows into what one request takes: the most urgent first, withdrawals apart from everything else. Pure.</summary>
internal static class DeliveryQueue
{
    /// <summary>What is to be done with rows, each a request's worth.</summary>
    /// <param name="open">Open rows, the most urgent first, no two of one customer.</param>
    /// <param name="can">What a request takes.</param>
    /// <param name="looksAtOnce">How many customers one look takes; 0 when the platform cannot be looked at.</param>
    public static IEnumerable<DeliveryWork> Sort(IEnumerable<DeliveryRow> open, ConnectorCapabilities can, int looksAtOnce) => open
        .GroupBy(r => looksAtOnce > 0 && IsLookedAt(r)
            ? (Urgent: r.Lane == Lane.Withdrawal, Looks: true, Most: looksAtOnce)
            : (Urgent: r.Lane == Lane.Withdrawal, Looks: false, Most: MostWith(r, can)))
        .OrderBy(g => g.Key.Urgent ? 0 : 1)
        .SelectMany(g => g.Chunk(g.Key.Most), (g, rows) => new DeliveryWork(g.Key.Urgent, g.Key.Looks, rows));

    // One of a batch that was refused whole is bad. In halves the good ones get away from it, and none that was in no such batch comes near it.
    private static int MostWith(DeliveryRow row, ConnectorCapabilities can) =>
        SendResult.Retry.RefusedBatch(row.Reason) is { } of ? Math.Clamp(of / 2, 1, can.BatchSize) : can.BatchSize;

    /// <summary>The backfill that goes by one job of the platform; none when it is too little to be worth one.</summary>
    /// <param name="open">Open rows, no two of one customer.</param>
    /// <param name="job">What a job takes; null when there may be none now.</param>
    /// <param name="looksAtOnce">How many customers one look takes; 0 when the platform cannot be looked at.</param>
    public static DeliveryWork? ForJob(IEnumerable<DeliveryRow> open, ConnectorCapabilities? job, int looksAtOnce)
    {
        DeliveryRow[] rows = job is null ? [] :
            [.. open.Where(r => r.Lane == Lane.Backfill && !(looksAtOnce > 0 && IsLookedAt(r))).Take(job.BatchSize)];
        return rows.Length > 0 && rows.Length >= job!.Least ? new DeliveryWork(Urgent: false, Looks: false, rows) { ByJob = true } : null;
    }

    // A row that says "sent" although nobody here is sending it was left behind by somebody who is gone: nobody knows what became of it.
    private static bool IsLookedAt(DeliveryRow row) => row.State is DeliveryState.Sent or DeliveryState.Indeterminate
        or DeliveryState.AcceptedToConfirm or DeliveryState.AppliedToConfirm;
}

/// <summary>Rows for one request.</summary>
/// <param name="Urgent">True for withdrawals.</param>
/// <param name="Looks">True when the platform is looked at, false when it is told.</param>
/// <param name="Rows">The rows.</param>
internal sealed record DeliveryWork(bool Urgent, bool Looks, IReadOnlyList<DeliveryRow> Rows)
{
    /// <summary>True for backfill that goes by a job of the platform. Default: false.</summary>
    public bool ByJob { get; init; }
}
