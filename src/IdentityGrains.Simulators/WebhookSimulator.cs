using System.Net;
using System.Text.Json;
using IdentityGrains.Simulators.Acks;
using IdentityGrains.Simulators.Doors;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Inbox;
using IdentityGrains.Simulators.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Simulators;

/// <summary>
/// Platforms that receive Standard Webhooks, on a port of their own on 127.0.0.1: they verify, apply each message once and never backwards,
/// call back, keep a log, and go wrong on demand; and, with a key for it, the inbox of every customer. They share no code with what sends to them.
/// </summary>
public sealed class WebhookSimulator : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly AckSender _acks;
    private readonly SimulatedPlatforms _platforms;
    private readonly Changes _changes = new();

    private WebhookSimulator(WebhookSimulatorOptions options)
    {
        _platforms = new SimulatedPlatforms(options);
        _acks = new AckSender(options, _changes);
        // An empty builder: the host's own configuration, addresses and log sinks are none of the simulator's, and its log would hold values.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore().Configure<HostOptions>(h => h.ShutdownTimeout = StopTime);
        _app = builder.Build();
        var hooks = new HookDoor(options, _platforms, _acks, _changes, _app.Lifetime.ApplicationStopping);
        _app.MapPost("/hooks/{platform}", (RequestDelegate)hooks.Take);
        new InspectionDoor(_platforms, _changes).Open(_app);
        if (options.InboxSecrets.Count > 0)
        {
            Inbox = new SimulatedInbox(options, _changes);
            new InboxDoor(Inbox, options.Time, _app.Lifetime.ApplicationStopping).Open(_app);
        }
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Where messages to customers arrive; null when the options give it no key.</summary>
    public SimulatedInbox? Inbox { get; }

    /// <summary>Where the inbox takes messages.</summary>
    public string InboxUrl => $"{Url}/{SimulatedInbox.Name}";

    /// <summary>What happened since the start, over all platforms.</summary>
    public SimulatorSummary Summary => _platforms.Summary();

    /// <summary>Starts it; it listens when this returns.</summary>
    public static async Task<WebhookSimulator> StartAsync(WebhookSimulatorOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var simulator = new WebhookSimulator(options);
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

    /// <summary>Where a platform takes deliveries.</summary>
    public string HookUrl(string platform) => $"{Url}/hooks/{_platforms[platform].Name}";

    /// <summary>What happened at one platform.</summary>
    public SimulatorSummary SummaryOf(string platform) => _platforms[platform].Summary();

    /// <summary>What a platform holds under a key; null when nothing.</summary>
    public SimulatedRecord? Find(string platform, string key) => _platforms[platform].Find(key);

    /// <summary>The platform's log behind a number, at most 1,000 requests.</summary>
    public IReadOnlyList<LoggedRequest> Requests(string platform, long after = 0, int limit = 1000) => _platforms[platform].Requests(after, limit);

    /// <summary>Lets something go wrong from now on; of two faults that would answer, the earlier added does.</summary>
    public void Inject(string platform, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Misfit() is { } misfit)
        {
            throw new ArgumentException(misfit, nameof(fault));
        }

        _platforms[platform].Add(fault);
    }

    /// <summary>Ends a platform's faults.</summary>
    public void ClearFaults(string platform) => _platforms[platform].ClearFaults();

    /// <summary>A human changes fields at the platform, past the product; false when there is no such record.</summary>
    public bool Edit(string platform, string key, IReadOnlyDictionary<string, JsonElement> fields)
    {
        var edited = _platforms[platform].Edit(key, fields);
        _changes.Signal();
        return edited;
    }

    /// <summary>Waits until a condition holds; it is looked at after every request, edit and callback.</summary>
    public Task When(Func<WebhookSimulator, bool> condition, CancellationToken ct) => _changes.When(() => condition(this), ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Stopping, not only disposing, is what ends requests that a black hole holds.
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _acks.DisposeAsync();
    }
}
