using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Verification;
using IdentityGrains.Torture.Histories;
using Npgsql;

namespace IdentityGrains.Torture.Hosts;

/// <summary>A PostgreSQL server of the run's own, migrated by its owner; silos log in with less.</summary>
internal sealed class ServerStore : IStoreUnderTest
{
    public const string SiloLogin = "torture_silo";
    public const string Setting = "ConnectionStrings__IdentityGrains";
    public const string ClusterSetting = "ConnectionStrings__Cluster";
    public const string ClusterLogin = "torture_cluster";

    private const string Name = "torture";
    private const int MostTries = 5;

    // A log that is kept small leaves the disk to the data, and has to ask for more of it all the time.
    private static readonly Dictionary<string, string> OnSmallDisk = new(StringComparer.Ordinal) { ["max_wal_size"] = "48MB", ["min_wal_size"] = "32MB" };

    private readonly PostgresServer _server;
    private readonly string _keyFolder;

    private readonly SmallDisk? _disk;

    private ServerStore(PostgresServer server, string keyFolder, SmallDisk? disk) => (_server, _keyFolder, _disk) = (server, keyFolder, disk);

    public PostgresServer Server => _server;

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IdentityGrains__Store"] = "Postgres",
        ["IdentityGrains__KeyFolder"] = _keyFolder,

        // Through the socket: what cuts hosts off from each other leaves them the store.
        [Setting] = Connection(SiloLogin),
        [ClusterSetting] = Connection(ClusterLogin),
    };

    /// <param name="keyFolder">Where the silos have their keys.</param>
    /// <param name="diskInMegabytes">The size of a disk of its own; null for the machine's.</param>
    public static async Task<ServerStore> Start(string keyFolder, int? diskInMegabytes = null)
    {
        var disk = diskInMegabytes is { } size ? await SmallDisk.Mount(size) : null;
        var server = await PostgresServer.StartAsync(new PostgresServerOptions
        {
            Durable = true, Folder = disk?.Folder, Settings = disk is null ? new Dictionary<string, string>(StringComparer.Ordinal) : OnSmallDisk,
        });
        var store = new ServerStore(server, keyFolder, disk);
        await server.CreateDatabase(Name);
        await PostgresMigrations.Up(server.ConnectionString(Name) + ";Pooling=false", dryRun: false, CancellationToken.None);
        await store.Execute($"CREATE ROLE {SiloLogin} LOGIN IN ROLE ig_silo");
        await store.Execute($"CREATE ROLE {ClusterLogin} LOGIN IN ROLE ig_cluster");
        return store;
    }

    /// <summary>Executes one transaction as the superuser: an operator, or an accident. What loses a deadlock begins again, as an operator would.</summary>
    public async Task<object?> Execute(string sql)
    {
        await using var connection = await Superuser();
        await using var command = new NpgsqlCommand(sql, connection);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await command.ExecuteScalarAsync();
            }
            catch (PostgresException lost) when (lost.SqlState == PostgresErrorCodes.DeadlockDetected && tries < MostTries)
            {
            }
        }
    }

    /// <summary>The first column of what a query answers, each row a text.</summary>
    public async Task<IReadOnlyList<string>> Rows(string sql)
    {
        await using var connection = await Superuser();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var told = new List<string>();
        while (await rows.ReadAsync())
        {
            told.Add(rows.GetString(0));
        }

        return told;
    }

    /// <summary>A connection of the superuser.</summary>
    public async Task<NpgsqlConnection> Superuser()
    {
        var connection = new NpgsqlConnection(_server.ConnectionString(Name) + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public IStoredRecords Open() => PostgresRecords.Open(Connection(SiloLogin), _keyFolder);

    public async Task TellTime(Recorder recorder)
    {
        await using var connection = await Superuser();
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var asked = Recorder.Now;
        var told = (DateTime)(await command.ExecuteScalarAsync())!;
        recorder.StoreTime(asked + (Recorder.Now - asked) / 2, new DateTimeOffset(told.ToUniversalTime(), TimeSpan.Zero));
    }

    /// <summary>A way to the database for one host, by TCP.</summary>
    public StoreRoad Road(Networks? networks, int host) => new(_server, networks, host, Name);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_disk is not null)
        {
            await _disk.DisposeAsync();
        }
    }

    private string Connection(string login) => new NpgsqlConnectionStringBuilder(_server.ConnectionString(Name, login))
    {
        Host = _server.SocketFolder,
    }.ToString();
}
