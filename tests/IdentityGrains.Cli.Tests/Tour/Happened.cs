using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Inbox;
using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.Sample;
using IdentityGrains.Cli.Tests.Tour;
using IdentityGrains.Cli.Tour;
using IdentityGrains.Domain;
using IdentityGrains.Silo.Hosting;

[assembly: AssemblyFixture(typeof(Happened))]

namespace IdentityGrains.Cli.Tests.Tour;

/// <summary>The product on a fresh embedded store, after the sample's half year has happened to it.</summary>
public sealed class Happened : IAsyncLifetime
{
    private static readonly PrincipalId Shop = new("nhi:commerce-sync");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("igrains-sample-");
    private ProductHost? _host;
    private GatewayClient? _gateway;

    private const int People = 160;

    /// <summary>The file that was imported: the sample's first people.</summary>
    public static string File { get; } = Few();

    /// <summary>The page that was shown.</summary>
    public string Page { get; private set; } = "";

    internal ImportResult First { get; private set; } = null!;

    internal ProductHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var options = new ProductOptions
        {
            DataFolder = Path.Combine(_folder.FullName, "data"), HttpPort = 0, Simulators = true, DevelopmentIssuer = true,
            PolicyFile = Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"),
        };
        _host = await ProductHost.StartAsync(options, ["--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Orleans.Runtime.Silo=Error"], ct);
        _gateway = new GatewayClient(new Uri(_host.Url), TimeSpan.FromMinutes(1), TimeProvider.System);
        var page = new StringWriter();
        First = await new TourRun(Look.Page.Paper(page), "data", File).Show(_host, ct);
        Page = page.ToString();
    }

    /// <summary>Imports the file again.</summary>
    internal Task<ImportResult> Again(bool forgetting) => Import(File, forgetting);

    /// <summary>Imports a file.</summary>
    internal async Task<ImportResult> Import(string file, bool forgetting = false)
    {
        var ct = TestContext.Current.CancellationToken;
        if (forgetting)
        {
            Directory.Delete(Path.Combine(Host.DataFolder, "import"), recursive: true);
        }

        var credentials = await DevelopmentCredentials.Of(_gateway!, Host.Issuer, Host.Sources, Shop, TimeProvider.System, ct);
        using var inbox = new InboxClient(new Uri(Host.Simulator!.Url), TimeProvider.System);
        var run = new ImportRun(_gateway!, credentials, Host.DataFolder, TimeProvider.System, inbox);
        return await run.Play(file, ImportRun.AtOnce, Look.Page.Paper(TextWriter.Null), tellRefusals: false, ct);
    }

    /// <summary>The version of every customer whom the shop knows, by the shop's key.</summary>
    internal async Task<IReadOnlyDictionary<string, long>> Versions(IEnumerable<string> keys)
    {
        var versions = new Dictionary<string, long>();
        foreach (var key in keys)
        {
            var token = Host.Issuer.ServiceToken(Shop, TimeProvider.System.GetUtcNow());
            var told = await _gateway!.Get($"/v1/customers/by-key/commerce/{key}", token, TestContext.Current.CancellationToken);
            versions[key] = told.Deserialize(ApiJson.Default.KnownCustomer)!.Version;
        }

        return versions;
    }

    private static string Few()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "few.ndjson");
        using var writer = System.IO.File.CreateText(file);
        SampleData.Write(writer, People);
        return file;
    }

    /// <summary>The customer as the gateway shows it.</summary>
    internal Task<JsonElement> Read(string path) =>
        _gateway!.Get(path, Host.Issuer.ServiceToken(Shop, TimeProvider.System.GetUtcNow()), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
