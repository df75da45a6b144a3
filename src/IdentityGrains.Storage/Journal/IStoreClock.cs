namespace IdentityGrains.Storage.Journal;

/// <summary>The store's time: the only clock that decides. On SQLite it is the process's.</summary>
public interface IStoreClock
{
    /// <summary>Now, in whole microseconds. Throws when the store's time has been in doubt for longer than the limit.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// About now, however long ago the store was heard of: for what must go on while it is away, and where a second or two decide nothing. Off by a fiftieth
    /// of that time at most.
    /// </summary>
    DateTimeOffset Roughly { get; }
}
