namespace IdentityGrains.PrivatePostgres;

/// <summary>How a private server is to be.</summary>
public sealed class PostgresServerOptions
{
    /// <summary>
    /// True keeps the data on disk, as in production; otherwise it lies in memory, where the machine has a file system there, and goes with the machine.
    /// Killing the server loses nothing either way. Default: false.
    /// </summary>
    public bool Durable { get; init; }

    /// <summary>The TCP port on 127.0.0.1; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>Where its data lies; null for a folder of its own that goes with it. Default: null.</summary>
    public string? Folder { get; init; }

    /// <summary>Further settings of postgresql.conf, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
