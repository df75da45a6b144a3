using IdentityGrains.Grains.Callers;
using IdentityGrains.PrivatePostgres;
using IdentityGrains.Silo.Development;
using IdentityGrains.Storage.Postgres;
using Npgsql;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>Silos over PostgreSQL, each a process of its own, set up as <c>deploy/local-cluster.sh</c> does it.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-cluster-");
    private readonly PostgresServer _server;
    private readonly List<ProductProcess> _silos = [];

    private Cluster(PostgresServer server) => _server = server;

    /// <summary>How a front-end finds the silos: the database, as a member of <c>ig_cluster</c> and of nothing else.</summary>
    public string Membership => _server.ConnectionString("identitygrains", "membership");

    public static async Task<Cluster> Start(int silos)
    {
        var cluster = new Cluster(await PostgresServer.StartAsync());
        try
        {
            var owner = await cluster._server.CreateDatabase("identitygrains") + ";Pooling=false";
            await PostgresMigrations.Up(owner, dryRun: false, TestContext.Current.CancellationToken);
            await Execute(owner, "CREATE ROLE silo LOGIN IN ROLE ig_silo; CREATE ROLE membership LOGIN IN ROLE ig_cluster");
            foreach (var ports in Ports.Take(3 * silos, new Random()).Chunk(3))
            {
                cluster._silos.Add(cluster.Silo(ports));
                await cluster._silos[^1].Start();
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A token of the commerce system, good at an instant.</summary>
    public string Token(DateTimeOffset now) => DevelopmentIssuer.Open(_folder.FullName, new TrustOptions()).ServiceToken(Product.Commerce, now);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            silo.Dispose();
        }

        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ProductProcess Silo(int[] ports) => new($"http://127.0.0.1:{ports[0]}", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IdentityGrains__Store"] = "Postgres",
        ["ConnectionStrings__IdentityGrains"] = _server.ConnectionString("identitygrains", "silo"),
        ["ConnectionStrings__Cluster"] = Membership,
        ["IdentityGrains__DataFolder"] = _folder.FullName,
        ["IdentityGrains__PolicyFile"] = Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"),
        ["IdentityGrains__HttpPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__ClientPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__DevelopmentIssuer"] = "true",
    });

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
