using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Development;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>Silos over PostgreSQL, each a process of its own, set up as <c>deploy/local-cluster.sh</c> does it.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-cluster-");
    private readonly SharedStore _store;
    private readonly List<ProductProcess> _silos = [];

    private Cluster(SharedStore store) => _store = store;

    /// <summary>How a front-end finds the silos: the database, as a member of <c>ig_cluster</c> and of nothing else.</summary>
    public string Membership => _store.Membership;

    /// <summary>The silos' processes.</summary>
    public IReadOnlyList<ProductProcess> Silos => _silos;

    public static async Task<Cluster> Start(int silos)
    {
        var cluster = new Cluster(await SharedStore.Start());
        try
        {
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

        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ProductProcess Silo(int[] ports) => new($"http://127.0.0.1:{ports[0]}", new Dictionary<string, string>(_store.Settings, StringComparer.Ordinal)
    {
        ["IdentityGrains__DataFolder"] = _folder.FullName,
        ["IdentityGrains__PolicyFile"] = Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"),
        ["IdentityGrains__HttpPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__ClientPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__DevelopmentIssuer"] = "true",
    });
}
