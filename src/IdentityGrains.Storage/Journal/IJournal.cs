using IdentityGrains.Domain.Messages;

namespace IdentityGrains.Storage.Journal;

/// <summary>
/// The record. A run is durable whole or not at all, and runs of different customers share a commit. Every store is held to one contract suite.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Commits runs of different customers together and says of each what became of it, in order. One that loses, loses alone.
    /// When it throws <see cref="DataRefusedException"/>, nothing was written of any. When it throws anything else, nothing is known of any of them: ask
    /// <see cref="FindOperation"/> before anything is said to a caller. Only <see cref="JournalWriter"/> calls it.
    /// </summary>
    Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct);

    /// <summary>The head, the newest usable snapshot and the entries after it; null when nothing is recorded of the customer.</summary>
    Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct);

    /// <summary>
    /// Where chains stand and which policy epoch is in force, as of one moment after the call began. Only <see cref="StandingHeads"/> calls it.
    /// </summary>
    Task<Standing> Heads(IReadOnlyList<CustomerId> customers, CancellationToken ct);

    /// <summary>The entry that carries an operation id, whoever committed it and whenever.</summary>
    Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct);

    /// <summary>Entries from a version on, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct);

    /// <summary>The last version that was recorded at or before an instant; 0 when there is none. It reads a logarithm of the history.</summary>
    Task<long> VersionAt(CustomerId customer, DateTimeOffset at, CancellationToken ct);

    /// <summary>The newest usable snapshot at or before a version and the entries from there to it; null when there is no such version.</summary>
    Task<StoredVersion?> LoadAt(CustomerId customer, long version, CancellationToken ct);

    /// <summary>
    /// Keeps a sealed snapshot. Of all that were given, the newest is kept, and of each <see cref="StoredSnapshot.Stretch"/> versions the first, so that
    /// the past is not folded from the beginning. One that comes after a newer one is dropped. Losing any costs time only.
    /// </summary>
    Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct);
}

/// <summary>What became of a run.</summary>
public enum RunOutcome
{
    /// <summary>It is durable.</summary>
    Committed = 1,

    /// <summary>The head was not where the run began: somebody else wrote. Nothing of the run was written.</summary>
    LostRace = 2,

    /// <summary>The run was decided under a policy epoch that is over. Nothing of the run was written.</summary>
    EpochOver = 3,

    /// <summary>An operation id of the run is in the record already. Nothing of the run was written.</summary>
    OperationKnown = 4,

    /// <summary>The head is locked by another commit. Nothing of the run was written.</summary>
    Busy = 5,

    /// <summary>The store refused the data. Nothing of the run was written; trying it again changes nothing.</summary>
    Refused = 6,

    /// <summary>The commit failed, and the record shows nothing of the run. It may be decided anew.</summary>
    NotWritten = 7,
}

/// <summary>Consecutive entries of one customer, decided one after the other and handed in together.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Base">The head that the first entry continues; version 0 and 32 zero bytes before the first entry.</param>
/// <param name="Entries">The entries, oldest first; never empty.</param>
/// <param name="Epoch">The policy epoch under which all were decided.</param>
/// <param name="Fence">The last version that could narrow a permission.</param>
/// <param name="Changed">What the entries change, for the feed: names, never values.</param>
/// <param name="Dirty">The lane when a projection may have changed; null when none can have.</param>
/// <param name="DueAt">The earliest instant at which anything about the customer may change by itself; null for never.</param>
public sealed record Run(
    CustomerId Customer, Head Base, IReadOnlyList<SealedEntry> Entries, long Epoch, long Fence, string Changed,
    Domain.Disclosure.Lane? Dirty, DateTimeOffset? DueAt)
{
    /// <summary>What the entries owe the customer. One whose id waits already is not written again. Default: nothing.</summary>
    public IReadOnlyList<CustomerMessage> Messages { get; init; } = [];
}

/// <summary>Where a customer's chain ends.</summary>
/// <param name="Version">The last version.</param>
/// <param name="Hash">The last entry's hash, 32 bytes.</param>
public sealed record Head(long Version, ReadOnlyMemory<byte> Hash)
{
    /// <summary>Before the first entry.</summary>
    public static readonly Head Start = new(0, new byte[32]);
}

/// <summary>Where chains stand as of one moment.</summary>
/// <param name="Epoch">The policy epoch in force.</param>
/// <param name="Versions">The last version of each customer of whom anything is recorded.</param>
public sealed record Standing(long Epoch, IReadOnlyDictionary<CustomerId, long> Versions);

/// <summary>An entry ready to be stored: canonical header, sealed body, and the columns that are copies of the header.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Version">Its place in the chain.</param>
/// <param name="Principal">Who did it.</param>
/// <param name="Operation">The caller's name for the act.</param>
/// <param name="RecordedAt">When, by the store's clock, in whole microseconds.</param>
/// <param name="Hash">SHA-256 of the header, 32 bytes.</param>
/// <param name="Header">Canonical bytes.</param>
/// <param name="Body">The sealed envelope of the events.</param>
public sealed record SealedEntry(
    CustomerId Customer, long Version, PrincipalId Principal, OperationId Operation, DateTimeOffset RecordedAt,
    ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Body);

/// <summary>An entry as it lies in the store.</summary>
public sealed record StoredEntry(
    CustomerId Customer, long Version, PrincipalId Principal, OperationId Operation, DateTimeOffset RecordedAt,
    ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Body);

/// <summary>A sealed state at a version.</summary>
/// <param name="Version">The version that it is the fold of.</param>
/// <param name="EntryHash">The hash of that version's entry.</param>
/// <param name="FoldVersion">The fold that made it.</param>
/// <param name="Sealed">The envelope.</param>
public sealed record StoredSnapshot(long Version, ReadOnlyMemory<byte> EntryHash, int FoldVersion, ReadOnlyMemory<byte> Sealed)
{
    /// <summary>Of as many versions, beginning at their multiples, the first snapshot is kept for ever.</summary>
    public const int Stretch = 512;

    /// <summary>Where the stretch of a version begins.</summary>
    public static long StretchOf(long version) => version - version % Stretch;
}

/// <summary>Everything that is needed to rebuild a customer.</summary>
/// <param name="Head">Where the chain ends.</param>
/// <param name="Fence">The last version that could narrow a permission.</param>
/// <param name="Epoch">The policy epoch of the last commit.</param>
/// <param name="Snapshot">The newest snapshot that fits the chain and this fold; null when there is none.</param>
/// <param name="Tail">The entries after the snapshot up to the head, oldest first.</param>
public sealed record StoredCustomer(Head Head, long Fence, long Epoch, StoredSnapshot? Snapshot, IReadOnlyList<StoredEntry> Tail);

/// <summary>Everything that is needed to rebuild a customer as of a version.</summary>
/// <param name="Snapshot">The newest snapshot at or before it that fits the chain and this fold; null when there is none.</param>
/// <param name="Entries">The entries after the snapshot up to the version, oldest first.</param>
public sealed record StoredVersion(StoredSnapshot? Snapshot, IReadOnlyList<StoredEntry> Entries);
