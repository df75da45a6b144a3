using System.Text.Json;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Limits;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>
/// The product with platforms behind it that speak four vendors' protocols, two of them Salesforce's, and take batches. They run in this process. Every
/// fifth customer is read back at each, as a share that a policy would have confirmed.
/// </summary>
internal sealed class OurVendors : IAsyncDisposable
{
    private const string Token = "benchmark-token";

    private static readonly (string Name, string Protocol, string Kind)[] All =
    [
        ("platform_1", "salesforce", "salesforce.sobject-collections"), ("platform_2", "braze", "braze.users-track"),
        ("platform_3", "segment", "segment.identify"), ("platform_4", "hubspot", "hubspot.contacts"),
        ("platform_5", "salesforce", "salesforce.sobject-collections"),
    ];

    private readonly HttpClient _http;

    private OurVendors(OurProduct product, PlatformSimulator simulator)
    {
        (Product, Simulator) = (product, simulator);
        _http = new HttpClient { BaseAddress = new Uri(product.Host.Url), Timeout = TimeSpan.FromMinutes(1) };
    }

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(p => p.Name)];

    public OurProduct Product { get; }

    public PlatformSimulator Simulator { get; }

    public static async Task<OurVendors> Start(Setup setup)
    {
        var options = new PlatformSimulatorOptions { MaxLoggedRequests = 1_000 };
        foreach (var (name, protocol, _) in All)
        {
            options.Platforms[name] = new SimulatedPlatformOptions(protocol, Token);
        }

        var simulator = await PlatformSimulator.StartAsync(options, CancellationToken.None);
        var settings = All.SelectMany(p => new[]
        {
            $"--Connectors:{p.Name}:Kind={p.Kind}", $"--Connectors:{p.Name}:Url={simulator.UrlOf(p.Name)}", $"--Connectors:{p.Name}:Credential={Token}",
            $"--Connectors:{p.Name}:AllowLoopbackHttp=true",
        }).Concat(
        [
            $"--Connectors:platform_3:ProfileUrl={simulator.UrlOf("platform_3")}", $"--Connectors:platform_3:ProfileCredential={Token}",
            "--Connectors:platform_3:Space=benchmark",
            $"--IdentityGrains:PolicyFile={Policy(setup)}",
        ]);
        return new OurVendors(await OurProduct.Start(setup, BareSilo.FreePort(), [.. settings]), simulator);
    }

    /// <summary>Waits until so many items were written at each of these platforms.</summary>
    public async Task Written(IEnumerable<string> platforms, long count)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        await Simulator.When(s => platforms.All(p => s.SummaryOf(p).Writes >= count), over.Token);
    }

    /// <summary>Waits until nothing is on its way to these platforms any more.</summary>
    public async Task Settled(IReadOnlyCollection<string> platforms)
    {
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (await Open(platforms) > 0)
        {
            await again.WaitForNextTickAsync();
        }
    }

    public void Inject(string platform, FaultKind kind) => Simulator.Inject(platform, new Fault(kind));

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Simulator.DisposeAsync();
        _http.Dispose();
    }

    private async Task<long> Open(IReadOnlyCollection<string> platforms)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/deliveries");
        request.Headers.Authorization = new("Bearer", Product.Token);
        using var answer = await _http.SendAsync(request);
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return told.RootElement.GetProperty("deliveries").EnumerateArray()
            .Where(d => platforms.Contains(d.GetProperty("platform").GetString()!) && IsOpen(d.GetProperty("state").GetString()!))
            .Sum(d => d.GetProperty("count").GetInt64());
    }

    private static bool IsOpen(string state) => state is "planned" or "sent" or "retry_wait" or "indeterminate";

    // The same policy but for what its platforms speak.
    private static string Policy(Setup setup)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Ours", "policy.yaml"));
        foreach (var (name, _, kind) in All)
        {
            var at = text.IndexOf($"    {name}:\n", StringComparison.Ordinal);
            text = text[..at] + text[at..].ReplaceOnce("connector: webhook.standard", "connector: " + kind)
                .ReplaceOnce("confirm: {by: callback, within: PT5M, sample: 1.0}", "confirm: {by: read_back, within: PT5M, sample: 0.2}");
        }

        var file = Path.Combine(Directory.CreateDirectory(setup.Folder).FullName, "vendors.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}

/// <summary>Text, changed at its first place.</summary>
file static class Once
{
    public static string ReplaceOnce(this string text, string old, string other)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"The policy has no {old}.") : text[..at] + other + text[(at + old.Length)..];
    }
}
