using System.Globalization;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.PrivatePostgres;
using Npgsql;

namespace IdentityGrains.Benchmarks.Report;

/// <summary>One PostgreSQL, as a production server would be set, and a database of its own on it for each contender.</summary>
internal sealed class Arena : IAsyncDisposable
{
    /// <summary>What is set otherwise than the server's defaults. fsync, full_page_writes and synchronous_commit stay on.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["shared_buffers"] = "2GB", ["max_wal_size"] = "8GB", ["checkpoint_timeout"] = "15min", ["wal_compression"] = "lz4", ["max_connections"] = "1200",
    };

    private readonly List<ContenderProcess> _contenders = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-arena-");
    private int _databases;

    private Arena(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    public static async Task<Arena> Open() => new(await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true, Settings = Settings }));

    /// <summary>A setup with a database and a folder that nobody else has.</summary>
    public async Task<(Setup Setup, string Database)> Room(int customers, string store)
    {
        var database = "d" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        var connection = await Server.CreateDatabase(database);
        return (new Setup(connection, Path.Combine(_folder.FullName, database), customers) { Store = store }, database);
    }

    /// <summary>Starts a contender's process, which ends with the arena at the latest.</summary>
    public async Task<ContenderProcess> Enter(string verb, string name, Setup setup)
    {
        var contender = await ContenderProcess.Start(verb, name, setup);
        _contenders.Add(contender);
        return contender;
    }

    /// <summary>Ends a contender's process.</summary>
    public async Task Leave(ContenderProcess contender)
    {
        _contenders.Remove(contender);
        await contender.DisposeAsync();
    }

    /// <summary>How many bytes of write-ahead log were written so far.</summary>
    public async Task<double> Wal() => Convert.ToDouble(await Scalar("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"), CultureInfo.InvariantCulture);

    /// <summary>How many bytes a database has.</summary>
    public async Task<double> Size(string database) =>
        Convert.ToDouble(await Scalar($"SELECT pg_database_size('{database}')"), CultureInfo.InvariantCulture);

    public async Task<string> Version() => (string)await Scalar("SHOW server_version");

    public async ValueTask DisposeAsync()
    {
        foreach (var contender in _contenders)
        {
            await contender.DisposeAsync();
        }

        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<object> Scalar(string sql)
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())!;
    }
}
