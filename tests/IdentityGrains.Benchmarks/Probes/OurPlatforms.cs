using System.Globalization;
using System.Security.Cryptography;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Limits;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Simulators;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>The product with simulated platforms behind it, which take deliveries over HTTP and call back. They run in this process.</summary>
internal sealed class OurPlatforms : IAsyncDisposable
{
    private OurPlatforms(OurProduct product, WebhookSimulator simulator) => (Product, Simulator) = (product, simulator);

    public OurProduct Product { get; }

    public WebhookSimulator Simulator { get; }

    public static async Task<OurPlatforms> Start(Setup setup, int count)
    {
        var names = Enumerable.Range(1, count).Select(i => "platform_" + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        var secrets = names.ToDictionary(n => n, _ => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var options = new WebhookSimulatorOptions();
        foreach (var name in names)
        {
            options.Platforms[name] = [secrets[name]];
        }

        var simulator = await WebhookSimulator.StartAsync(options, CancellationToken.None);
        var port = BareSilo.FreePort();
        var settings = names.SelectMany(name => new[]
        {
            $"--Connectors:{name}:Kind=webhook.standard", $"--Connectors:{name}:Url={simulator.HookUrl(name)}",
            $"--Connectors:{name}:AckBase=http://127.0.0.1:{port}", $"--Connectors:{name}:Secrets:0={secrets[name]}",
            $"--Connectors:{name}:AllowLoopbackHttp=true", $"--Connectors:{name}:Connections=64",
        });
        return new OurPlatforms(await OurProduct.Start(setup, port, [.. settings]), simulator);
    }

    /// <summary>Waits until as many callbacks in all were taken.</summary>
    public async Task Acknowledged(long count)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await Simulator.When(s => s.Summary.AcksSent >= count, over.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
