namespace IdentityGrains.Storage.Journal;

/// <summary>The store's time: the only clock that decides. On SQLite it is the process's.</summary>
public interface IStoreClock
{
    /// <summary>Now, in whole microseconds. Throws when the store's time has been in doubt for longer than the limit.</summary>
    DateTimeOffset Now { get; }
}
