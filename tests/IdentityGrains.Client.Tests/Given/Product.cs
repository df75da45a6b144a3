using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Development;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>The product as a process of its own over a folder of its own, and its issuer.</summary>
internal sealed class Product : IAsyncDisposable
{
    /// <summary>Who speaks for the shop's commerce system.</summary>
    public static readonly PrincipalId Commerce = new("nhi:commerce-sync");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-client-");

    private Product(int[] ports, IReadOnlyDictionary<string, string> further)
    {
        (SiloPort, ClientPort) = (ports[1], ports[2]);
        var data = Path.Combine(_folder.FullName, "data");
        Process = new ProductProcess($"http://127.0.0.1:{ports[0]}", new Dictionary<string, string>(further, StringComparer.Ordinal)
        {
            ["IdentityGrains__DataFolder"] = data,
            ["IdentityGrains__PolicyFile"] = Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"),
            ["IdentityGrains__HttpPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["IdentityGrains__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["IdentityGrains__ClientPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["IdentityGrains__DevelopmentIssuer"] = "true",
        });
        Issuer = new Lazy<DevelopmentIssuer>(() => DevelopmentIssuer.Open(data, new TrustOptions()));
    }

    public ProductProcess Process { get; }

    public int SiloPort { get; }

    public int ClientPort { get; }

    public Lazy<DevelopmentIssuer> Issuer { get; }

    public static Task<Product> Start() => Start(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>One with further settings.</summary>
    public static async Task<Product> Start(IReadOnlyDictionary<string, string> further)
    {
        var product = new Product(Ports.Take(3, new Random()), further);
        try
        {
            await product.Process.Start();
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>A token of the commerce system, good at an instant.</summary>
    public string Token(DateTimeOffset now) => Issuer.Value.ServiceToken(Commerce, now);

    public ValueTask DisposeAsync()
    {
        Process.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
