using System.Text.Json;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Domain;
using IdentityGrains.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>The product in this process, whole: silo, gateway, planners, due work and telemetry, under the benchmarks' policy.</summary>
internal sealed class OurProduct : IAsyncDisposable
{
    // All callers are one principal at one address, which the limits of a deployment would take for an attack.
    private static readonly string[] Unlimited = ["--Gateway:ConnectionsPerAddress=8192", "--Calls:PerSecond=10000000", "--Calls:AtOnce=10000000"];

    private OurProduct(ProductHost host) => Host = host;

    public ProductHost Host { get; }

    public IGrainFactory Grains => Host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The token of the source that may say everything.</summary>
    public string Token => Host.Issuer.ServiceToken(new PrincipalId("nhi:front"), TimeProvider.System.GetUtcNow());

    /// <summary>Starts it over what lies in the setup's folder and database, which may be nothing yet.</summary>
    public static async Task<OurProduct> Start(Setup setup, int httpPort = 0, params string[] settings)
    {
        await OurStore.Prepare(setup);
        var options = OurStore.Options(setup);
        options.HttpPort = httpPort;

        return new OurProduct(await ProductHost.StartAsync(options, [.. OurStore.Settings(setup), .. Unlimited, .. settings], CancellationToken.None));
    }

    /// <summary>Where it can be reached from other processes.</summary>
    public OurDoor Door(IReadOnlyList<string> customers) =>
        new(Host.Url, Host.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort, Token, [.. customers]);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>Where ours can be reached, by whom, and whom one may ask about.</summary>
internal sealed record OurDoor(string Url, int ClientPort, string Token, string[] Customers)
{
    public static OurDoor Of(Setup setup) => setup.Door!.Value.Deserialize<OurDoor>()!;
}
