using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Storage.Journal;

/// <summary>The journal's echo: one narrow row per run, read in order, trimmed once read. It carries versions and names, never a value.</summary>
public interface IFeed
{
    /// <summary>Rows of a slot group after a position, in order.</summary>
    Task<IReadOnlyList<FeedRow>> Read(int group, long after, int limit, CancellationToken ct);

    /// <summary>The position up to which a group was handed on; 0 before the first.</summary>
    Task<long> Checkpoint(int group, CancellationToken ct);

    /// <summary>Remembers that everything up to the position was handed on, and trims it.</summary>
    Task Advance(int group, long position, CancellationToken ct);

    /// <summary>
    /// Completes as soon as the group has rows that were committed after the call began, or, without an exception, when the token is cancelled. Begin it
    /// before reading, await it after reading nothing: what is committed in between is not missed then.
    /// </summary>
    Task WaitForNews(int group, CancellationToken ct);
}

/// <summary>What changed, in versions and names.</summary>
/// <param name="Position">The row's place in the feed.</param>
/// <param name="Customer">Whose.</param>
/// <param name="Version">The run's last version.</param>
/// <param name="Changed">Names of what changed, comma separated.</param>
public sealed record FeedRow(long Position, CustomerId Customer, long Version, string Changed);
