using System.Net;
using System.Text.Json;
using IdentityGrains.Simulators.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>
/// Vendors' platforms on a port of their own on 127.0.0.1, each below its name: they answer as their documentation says, keep a log, and go wrong on demand.
/// They share no code with what sends to them.
/// </summary>
public sealed class PlatformSimulator : IAsyncDisposable
{
    /// <summary>By whom records are changed, in the platforms' own words, when the product writes them.</summary>
    public const string ProductUser = Shelf.Product;

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Dictionary<string, ProtocolPlatform> _platforms;
    private readonly Changes _changes = new();

    private PlatformSimulator(PlatformSimulatorOptions options)
    {
        _platforms = options.Platforms.ToDictionary(
            p => p.Key, p => new ProtocolPlatform(p.Key, p.Value, SimulatedProtocols.Of(p.Value), options), StringComparer.Ordinal);
        // An empty builder: the host's own configuration, addresses and log sinks are none of the simulator's, and its log would hold values.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore().Configure<HostOptions>(h => h.ShutdownTimeout = StopTime);
        _app = builder.Build();
        new ProtocolInspection(_platforms, _changes).Open(_app);
        var door = new ProtocolDoor(_platforms, options.Time, _changes, _app.Lifetime.ApplicationStopping);
        _app.Map("/{platform}/{**path}", (RequestDelegate)door.Take);
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Starts it; it listens when this returns.</summary>
    public static async Task<PlatformSimulator> StartAsync(PlatformSimulatorOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var simulator = new PlatformSimulator(options);
        try
        {
            await simulator._app.StartAsync(ct);
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }

        var addresses = simulator._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        simulator.Url = addresses.Addresses.Single();
        return simulator;
    }

    /// <summary>The root of a platform's interface.</summary>
    public string UrlOf(string platform) => $"{Url}/{At(platform).Name}";

    /// <summary>What happened at one platform.</summary>
    public ProtocolSummary SummaryOf(string platform) => At(platform).Summary();

    /// <summary>What a platform holds under a key; null when nothing.</summary>
    public ShelfRecord? Find(string platform, string key) => At(platform).Find(key);

    /// <summary>The platform's log behind a number, at most 1,000 requests.</summary>
    public IReadOnlyList<ProtocolRequest> Requests(string platform, long after = 0, int limit = 1000) => At(platform).Requests(after, limit);

    /// <summary>Lets something go wrong from now on; of two faults that would answer, the earlier added does.</summary>
    public void Inject(string platform, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Misfit() is { } misfit)
        {
            throw new ArgumentException(misfit, nameof(fault));
        }

        At(platform).Add(fault);
    }

    /// <summary>Ends a platform's faults.</summary>
    public void ClearFaults(string platform) => At(platform).ClearFaults();

    /// <summary>Somebody changes fields at the platform, past the product; null clears. False when there is no such record.</summary>
    public bool Edit(string platform, string key, IReadOnlyDictionary<string, JsonElement> fields, string by = "human")
    {
        var edited = At(platform).Edit(key, fields, by);
        _changes.Signal();
        return edited;
    }

    /// <summary>Somebody deletes a record at the platform, past the product; false when there is none.</summary>
    public bool Remove(string platform, string key)
    {
        var removed = At(platform).Remove(key);
        _changes.Signal();
        return removed;
    }

    /// <summary>Moves a platform's clock.</summary>
    public void MoveClock(string platform, TimeSpan by) => At(platform).Move(by);

    /// <summary>From now on the platform takes this token and no other.</summary>
    public void Rotate(string platform, string token) => At(platform).Rotate(token);

    /// <summary>Waits until a condition holds; it is looked at after every request and edit.</summary>
    public Task When(Func<PlatformSimulator, bool> condition, CancellationToken ct) => _changes.When(() => condition(this), ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Stopping, not only disposing, is what ends requests that a black hole holds.
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private ProtocolPlatform At(string name) =>
        _platforms.TryGetValue(name, out var platform) ? platform : throw new ArgumentException($"There is no platform {name}.", nameof(name));
}
