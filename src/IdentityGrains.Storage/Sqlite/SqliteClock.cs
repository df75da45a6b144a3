using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The embedded store's time is the process's: there is no other machine to disagree with.</summary>
public sealed class SqliteClock(TimeProvider time) : IStoreClock
{
    /// <inheritdoc/>
    public DateTimeOffset Now => time.GetUtcNow().InMicroseconds();

    /// <inheritdoc/>
    public DateTimeOffset Roughly => Now;
}
