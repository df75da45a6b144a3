using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Inbox;
using IdentityGrains.Cli.Look;
using IdentityGrains.Domain;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Silo.Hosting;

namespace IdentityGrains.Cli.Tour;

/// <summary>Starts the product on its embedded store, lets the sample shop's half year happen, and tells what became of it.</summary>
/// <param name="console">Where it is told.</param>
/// <param name="data">The data folder, as it was named.</param>
/// <param name="file">What sources said; null for the whole of the sample.</param>
internal sealed class TourRun(IAnsiConsole console, string data, string? file = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "sample");

    // A page for people: what the host logs while all is well would stand between its lines.
    private static readonly string[] Quiet =
    [
        "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning", "--Logging:LogLevel:Orleans.Runtime.Silo=Error",
        "--Logging:LogLevel:IdentityGrains=Warning", "--Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host=None",
    ];

    private static readonly SourceName Asker = new("commerce");

    /// <summary>Runs the tour, and then the product until it is asked to stop.</summary>
    public async Task Run(int wantedPort, bool exitWhenDone, CancellationToken ct)
    {
        await using var host = await Start(wantedPort, ct);
        await Show(host, ct);
        if (exitWhenDone)
        {
            return;
        }

        console.WriteLine();
        console.WriteLine("It runs until you press Ctrl-C. Run it again whenever you like: nothing is imported twice.");
        await host.WaitForShutdownAsync(ct);
    }

    /// <summary>Starts the product with everything simulated, on a port or the next one that is free.</summary>
    public Task<ProductHost> Start(int wantedPort, CancellationToken ct)
    {
        var port = Ports.FirstFree(wantedPort);
        if (port != wantedPort)
        {
            console.WriteLine($"Port {wantedPort} is in use.");
        }

        var options = new ProductOptions
        {
            DataFolder = data, HttpPort = port, PolicyFile = Path.Combine(Sample, "policy.yaml"), Simulators = true, SimulatedVendors = true,
            DevelopmentIssuer = true,
        };
        return ProductHost.StartAsync(options, Quiet, ct);
    }

    /// <summary>Tells the tour of a host that runs.</summary>
    public async Task<ImportResult> Show(ProductHost host, CancellationToken ct)
    {
        var time = TimeProvider.System;
        using var gateway = new GatewayClient(new Uri(host.Url), Patience, time);
        var policy = PolicyDocument.Load(await File.ReadAllBytesAsync(Path.Combine(Sample, "policy.yaml"), ct)).Policy
            ?? throw new InvalidDataException("The sample's policy cannot be read.");
        var asker = policy.Sources[Asker].Principal;
        string Token() => host.Issuer.ServiceToken(asker, time.GetUtcNow());

        var inForce = (await gateway.Get("/v1/policy", Token(), ct)).Deserialize(ApiJson.Default.PolicyInForce)!;
        TitlePage.Show(console, host, inForce.Reference);
        console.WriteLine();

        var credentials = await DevelopmentCredentials.Of(gateway, host.Issuer, host.Sources, asker, time, ct);
        var said = file ?? Path.Combine(Sample, "brightmart.ndjson");
        using var inbox = host.Simulator is { } simulator ? new InboxClient(new Uri(simulator.Url), time) : null;
        var result = await new ImportRun(gateway, credentials, host.DataFolder, time, inbox).Play(said, ImportRun.AtOnce, console, tellRefusals: false, ct);
        console.WriteLine(ImportCommand.Summary(result));
        TallyPage.Verdicts(console, result.State.Tally);

        await StoryPage.Tell(console, said, result.State, gateway, Token(), ct);
        TallyPage.Show(console, result);
        var platforms = policy.Platforms.Keys.Select(p => p.Value).Order(StringComparer.Ordinal).ToArray();
        await DeliveryPage.Show(console, new DeliveryWatch(gateway, Token(), time), platforms, LongestWait, ct);
        WherePage.Show(console, host, data);
        return result;
    }
}
