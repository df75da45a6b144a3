using System.Security.Cryptography;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Development;
using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Torture.Given;

/// <summary>A product that may die, and a platform that lives on: the platform is hosted here, the product is a child.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    public const string Platform = "commerce";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-torture-");

    private Workshop(WebhookSimulator simulator) => Simulator = simulator;

    public WebhookSimulator Simulator { get; }

    public ProductProcess Product { get; private set; } = null!;

    public DevelopmentIssuer Issuer { get; private set; } = null!;

    public string DataFolder => Path.Combine(_folder.FullName, "data");

    public static string PolicyFile => Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml");

    /// <summary>Opens a workshop whose platform goes wrong a little, as platforms do.</summary>
    public static async Task<Workshop> Open(Random random)
    {
        var secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var options = new WebhookSimulatorOptions { Seed = (ulong)random.Next(), MaxLoggedBodies = 1_000_000, MaxLoggedRequests = 1_000_000 };
        options.Platforms[Platform] = [secret];
        var workshop = new Workshop(await WebhookSimulator.StartAsync(options, TestContext.Current.CancellationToken));
        try
        {
            workshop.GoWrong(FaultKind.ErrorBeforeApply, 0.02);
            workshop.GoWrong(FaultKind.ErrorAfterApply, 0.03);
            workshop.GoWrong(FaultKind.ResetAfterApply, 0.03);

            // While callbacks come, they settle what an answer left open and nothing is ever sent again.
            workshop.GoWrong(FaultKind.AckLost, 0.3);
            var ports = Ports.Take(3, random);
            var url = $"http://127.0.0.1:{ports[0]}";
            workshop.Product = new ProductProcess(url, workshop.Settings(url, ports, secret));
            await workshop.Product.Start();
            workshop.Issuer = DevelopmentIssuer.Open(workshop.DataFolder, new TrustOptions());
            return workshop;
        }
        catch
        {
            await workshop.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Product?.Dispose();
        await Simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void GoWrong(FaultKind kind, double rate) => Simulator.Inject(Platform, new Fault(kind) { Rate = rate });

    private Dictionary<string, string> Settings(string url, int[] ports, string secret) => new(StringComparer.Ordinal)
    {
        ["IdentityGrains__DataFolder"] = DataFolder,
        ["IdentityGrains__PolicyFile"] = PolicyFile,
        ["IdentityGrains__HttpPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__ClientPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
        ["IdentityGrains__DevelopmentIssuer"] = "true",
        [$"Connectors__{Platform}__Kind"] = "webhook.standard",
        [$"Connectors__{Platform}__Url"] = Simulator.HookUrl(Platform),
        [$"Connectors__{Platform}__AckBase"] = url,
        [$"Connectors__{Platform}__Secrets__0"] = secret,
        [$"Connectors__{Platform}__AllowLoopbackHttp"] = "true",

        // After a death, what was under way is taken up again when a request's time is over.
        [$"Connectors__{Platform}__Timeout"] = "00:00:05",
    };
}
