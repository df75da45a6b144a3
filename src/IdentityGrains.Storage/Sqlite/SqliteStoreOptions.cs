namespace IdentityGrains.Storage.Sqlite;

/// <summary>Where the embedded store lies.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The data folder: <c>store.db</c>, <c>keys.db</c> and <c>keys/</c>. On a local disk; one process at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the epoch keys and the index key lie; null for <c>keys/</c> in the data folder.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>Whether a folder without a store may be given keys. A store never gets new ones: they would open nothing. Default: true.</summary>
    public bool CreateKeys { get; init; } = true;

    /// <summary>Connections for reading. Default: 4.</summary>
    public int Readers { get; init; } = 4;
}
