using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Verification;
using Npgsql;

namespace IdentityGrains.Torture.Hosts;

/// <summary>A PostgreSQL server of the run's own, migrated by its owner; silos log in with less.</summary>
internal sealed class ServerStore : IStoreUnderTest
{
    public const string SiloLogin = "torture_silo";
    public const string ClusterLogin = "torture_cluster";

    private const string Name = "torture";

    private readonly PostgresServer _server;
    private readonly string _keyFolder;

    private ServerStore(PostgresServer server, string keyFolder) => (_server, _keyFolder) = (server, keyFolder);

    public PostgresServer Server => _server;

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IdentityGrains__Store"] = "Postgres",
        ["IdentityGrains__KeyFolder"] = _keyFolder,

        // Through the socket: what cuts hosts off from each other leaves them the store.
        ["ConnectionStrings__IdentityGrains"] = Connection(SiloLogin),
        ["ConnectionStrings__Cluster"] = Connection(ClusterLogin),
    };

    public static async Task<ServerStore> Start(string keyFolder, IReadOnlyDictionary<string, string>? settings = null, string? folder = null)
    {
        var server = await PostgresServer.StartAsync(new PostgresServerOptions
        {
            Durable = true, Folder = folder, Settings = settings ?? new Dictionary<string, string>(StringComparer.Ordinal),
        });
        var store = new ServerStore(server, keyFolder);
        await server.CreateDatabase(Name);
        await PostgresMigrations.Up(server.ConnectionString(Name) + ";Pooling=false", dryRun: false, CancellationToken.None);
        await store.Execute($"CREATE ROLE {SiloLogin} LOGIN IN ROLE ig_silo");
        await store.Execute($"CREATE ROLE {ClusterLogin} LOGIN IN ROLE ig_cluster");
        return store;
    }

    /// <summary>Executes as the superuser: an operator, or an accident.</summary>
    public async Task<object?> Execute(string sql)
    {
        await using var connection = await Superuser();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection of the superuser.</summary>
    public async Task<NpgsqlConnection> Superuser()
    {
        var connection = new NpgsqlConnection(_server.ConnectionString(Name) + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public IStoredRecords Open() => PostgresRecords.Open(Connection(SiloLogin), _keyFolder);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private string Connection(string login) => new NpgsqlConnectionStringBuilder(_server.ConnectionString(Name, login))
    {
        Host = _server.SocketFolder,
    }.ToString();
}
