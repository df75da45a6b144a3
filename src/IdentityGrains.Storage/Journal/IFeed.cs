using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Storage.Journal;

/// <summary>The journal's echo: one narrow row per run, read in order, trimmed when it is old. It carries versions and names, never a value.</summary>
public interface IFeed
{
    /// <summary>Rows of a slot group after a position, in order.</summary>
    Task<IReadOnlyList<FeedRow>> Read(int group, long after, int limit, CancellationToken ct);

    /// <summary>The position up to which a group was handed on; 0 before the first.</summary>
    Task<long> Checkpoint(int group, CancellationToken ct);

    /// <summary>Remembers that everything up to the position was handed on.</summary>
    Task Advance(int group, long position, CancellationToken ct);

    /// <summary>
    /// Completes as soon as the group has rows that were committed after the call began, or, without an exception, when the token is cancelled. Begin it
    /// before reading, await it after reading nothing: what is committed in between is not missed then.
    /// </summary>
    Task WaitForNews(int group, CancellationToken ct);

    /// <summary>Rows of all groups after a position, in order. Positions of all groups are of one order.</summary>
    Task<FeedPage> Follow(long after, int limit, CancellationToken ct);

    /// <summary>The row at a position; null when there is none, or none any more.</summary>
    Task<FeedRow?> At(long position, CancellationToken ct);

    /// <summary>The newest row that can be read; null when there is none. Whoever goes on from it misses nothing that is committed later.</summary>
    Task<FeedRow?> Newest(CancellationToken ct);

    /// <summary>Removes the oldest rows of a group that were handed on and recorded before an instant, so many at most; says how many.</summary>
    Task<int> Trim(int group, DateTimeOffset before, int limit, CancellationToken ct);

    /// <summary>As <see cref="WaitForNews(int, CancellationToken)"/>, of any group.</summary>
    Task WaitForNews(CancellationToken ct);
}

/// <summary>What changed, in versions and names.</summary>
/// <param name="Position">The row's place in the feed.</param>
/// <param name="Customer">Whose.</param>
/// <param name="Version">The run's last version.</param>
/// <param name="Changed">Names of what changed, comma separated, in the order of happening.</param>
/// <param name="At">When the run's last entry was recorded.</param>
public sealed record FeedRow(long Position, CustomerId Customer, long Version, string Changed, DateTimeOffset At);

/// <summary>A part of the feed.</summary>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Trimmed">Up to which position rows may be missing because they were old: whoever asked from before it may have missed some.</param>
public sealed record FeedPage(IReadOnlyList<FeedRow> Rows, long Trimmed);
