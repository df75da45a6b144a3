using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Tests.Given;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>One PostgreSQL server for all tests, with a migrated database to copy from. It is started by the first test that needs one.</summary>
public sealed class Servers : IAsyncDisposable
{
    /// <summary>The login of the tests' silos.</summary>
    public const string Silo = "silo_login";

    private const string Template = "migrated";

    private static readonly Lazy<Task<PostgresServer>> Started = new(Start);
    private static int _databases;

    /// <summary>The server.</summary>
    public static Task<PostgresServer> Server => Started.Value;

    /// <summary>A migrated database of one's own, by name.</summary>
    public static async Task<string> NewDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await (await Server).CreateDatabase(name, Template);
        return name;
    }

    /// <summary>Executes as the superuser: a tamperer, or an operator.</summary>
    public static async Task<int> Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection((await Server).ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Started.IsValueCreated)
        {
            await (await Started.Value).DisposeAsync();
        }
    }

    private static async Task<PostgresServer> Start()
    {
        var server = await PostgresServer.StartAsync();
        var template = await server.CreateDatabase(Template);
        await PostgresMigrations.Up(template + ";Pooling=false", dryRun: false, CancellationToken.None);
        await using var connection = new NpgsqlConnection(template + ";Pooling=false");
        await connection.OpenAsync();
        await using var login = new NpgsqlCommand($"CREATE ROLE {Silo} LOGIN IN ROLE ig_silo", connection);
        await login.ExecuteNonQueryAsync();
        return server;
    }
}
