namespace IdentityGrains.Storage.Postgres;

/// <summary>Where the store for clusters lies, and how much of it one silo may use.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>How to connect, as a login that is a member of <c>ig_silo</c> and of nothing else of ours.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Where the epoch keys and the index key lie. All silos of a cluster read the same ones.</summary>
    public required string KeyFolder { get; init; }

    /// <summary>Whether an empty key folder may be given keys, when the store has none yet. Default: true.</summary>
    public bool CreateKeys { get; init; } = true;

    /// <summary>Connections for reading. Default: 6.</summary>
    public int Readers { get; init; } = 6;

    /// <summary>Connections for writing besides the shared commit's own. Default: 4.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>How long a connection is waited for, and so how soon an unreachable store is said to be unreachable. Default: 2 seconds.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The pause between two looks at the store's time, the policy epoch and what other silos committed. Default: 50 ms.</summary>
    public TimeSpan PulsePause { get; init; } = TimeSpan.FromMilliseconds(50);
}
