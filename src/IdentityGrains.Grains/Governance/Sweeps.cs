using IdentityGrains.Client.Governance;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Governance;

/// <summary>How a sweep moves. Pure.</summary>
internal static class Sweeps
{
    /// <summary>True when everybody of the group was visited under the epoch.</summary>
    public static bool IsOver(SweepCursor? cursor, long epoch) => cursor is { Finished: true } && cursor.Epoch >= epoch;

    /// <summary>True when the group's sweep under the epoch has not begun: of an older one nothing counts.</summary>
    public static bool Begins(SweepCursor? cursor, long epoch) => cursor is null || cursor.Epoch < epoch;

    /// <summary>The cursor after a batch; one that was not full was the last.</summary>
    public static SweepCursor After(SweepCursor cursor, IReadOnlyList<CustomerId> visited, int fullBatch) => cursor with
    {
        Last = visited.Count > 0 ? visited[^1] : cursor.Last,
        Visited = cursor.Visited + visited.Count,
        Customers = Math.Max(cursor.Customers, cursor.Visited + visited.Count),
        Finished = visited.Count < fullBatch,
    };

    /// <summary>All groups together. A group that has not begun under the epoch counts what is known of it from before.</summary>
    public static SweepProgress Progress(long epoch, IReadOnlyList<SweepCursor> cursors) => new(
        epoch,
        cursors.Where(c => c.Epoch == epoch).Sum(c => c.Visited),
        cursors.Sum(c => c.Customers),
        cursors.Count(c => IsOver(c, epoch)) == Slots.Groups);
}
