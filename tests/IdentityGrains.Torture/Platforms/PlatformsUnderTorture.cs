using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Torture.Platforms;

/// <summary>Every platform of a run. They live in the harness, keep every request, and outlive every host.</summary>
internal sealed class PlatformsUnderTorture : IAsyncDisposable
{
    private const int Kept = 1_000_000;

    /// <summary>How long hosts wait for an answer of a platform.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly PlatformSimulator _simulator;

    private PlatformsUnderTorture(IReadOnlyList<TorturedPlatform> all, PlatformSimulator simulator) => (All, _simulator) = (all, simulator);

    /// <summary>All of them.</summary>
    public IReadOnlyList<TorturedPlatform> All { get; }

    /// <summary>Those whose copies can be looked at.</summary>
    public IEnumerable<VendorPlatform> Readable => All.OfType<VendorPlatform>();

    /// <summary>Customers of whom platforms were told, each time: what an attempt is.</summary>
    public int Attempts => All.Sum(p => p.Seen.Sum(s => s.Told.Count));

    /// <summary>The platform of a name.</summary>
    public TorturedPlatform this[string name] => All.Single(p => p.Name == name);

    /// <summary>Starts them.</summary>
    /// <param name="specs">Which.</param>
    /// <param name="seed">What their faults are drawn from.</param>
    /// <param name="folder">Where credentials lie.</param>
    public static async Task<PlatformsUnderTorture> Start(IReadOnlyList<PlatformSpec> specs, int seed, string folder)
    {
        var ct = TestContext.Current.CancellationToken;
        var options = new PlatformSimulatorOptions { Seed = (ulong)seed, MaxLoggedRequests = Kept };
        var tokens = specs.Where(s => s.Dialect.Protocol is not null).ToDictionary(s => s.Name, _ => VendorPlatform.Token());
        foreach (var spec in specs.Where(s => s.Dialect.Protocol is not null))
        {
            options.Platforms[spec.Name] = new SimulatedPlatformOptions(spec.Dialect.Protocol!, tokens[spec.Name]);
        }

        Directory.CreateDirectory(folder);
        var simulator = await PlatformSimulator.StartAsync(options, ct);
        var all = new List<TorturedPlatform>();
        foreach (var spec in specs)
        {
            if (spec.Dialect.Protocol is null)
            {
                all.Add(await HookPlatform.Start(spec, (ulong)seed, ct));
                continue;
            }

            var vendor = new VendorPlatform(spec, simulator, tokens[spec.Name], Path.Combine(folder, spec.Name));
            await vendor.Renew();
            all.Add(vendor);
        }

        return new PlatformsUnderTorture(all, simulator);
    }

    /// <summary>Tells a host's settings of all of them.</summary>
    public void Install(Dictionary<string, string> settings, string ackBase)
    {
        foreach (var platform in All)
        {
            platform.Install(settings, ackBase);
        }
    }

    /// <summary>Ends everything that goes wrong.</summary>
    public void Heal()
    {
        foreach (var platform in All)
        {
            platform.Heal();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var hook in All.OfType<HookPlatform>())
        {
            await hook.DisposeAsync();
        }

        await _simulator.DisposeAsync();
    }
}
