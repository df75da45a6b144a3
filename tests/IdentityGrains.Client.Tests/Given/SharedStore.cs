using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Postgres;
using Npgsql;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>A PostgreSQL server of its own with a store and a membership for silos, and the two logins that a silo has.</summary>
internal sealed class SharedStore : IAsyncDisposable
{
    private SharedStore(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    /// <summary>How the membership is reached.</summary>
    public string Membership => Server.ConnectionString("cluster", "membership");

    /// <summary>What a silo must be told.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IdentityGrains__Store"] = "Postgres",
        ["ConnectionStrings__IdentityGrains"] = Server.ConnectionString("cluster", "silo"),
        ["ConnectionStrings__Cluster"] = Membership,
    };

    public static async Task<SharedStore> Start()
    {
        var store = new SharedStore(await PostgresServer.StartAsync());
        var owner = await store.Server.CreateDatabase("cluster");
        await PostgresMigrations.Up(owner + ";Pooling=false", dryRun: false, TestContext.Current.CancellationToken);
        await Ask(owner, "CREATE ROLE silo LOGIN IN ROLE ig_silo; CREATE ROLE membership LOGIN IN ROLE ig_cluster");
        return store;
    }

    /// <summary>Asks what the membership's login may ask.</summary>
    public Task<object?> Ask(string sql) => Ask(Membership, sql);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
