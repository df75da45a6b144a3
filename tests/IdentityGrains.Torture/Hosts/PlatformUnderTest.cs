using System.Diagnostics;
using System.Security.Cryptography;
using IdentityGrains.Simulators;
using IdentityGrains.Torture.Checkers;

namespace IdentityGrains.Torture.Hosts;

/// <summary>The shop as a platform that is told of customers: it lives in the harness, keeps every request, and outlives every host.</summary>
internal sealed class PlatformUnderTest : IAsyncDisposable
{
    public const string Name = "commerce";

    private const int Kept = 1_000_000;

    private readonly WebhookSimulator _simulator;
    private readonly string _secret;
    private readonly Networks? _networks;
    private readonly List<Relay> _relays = [];
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _at = TimeProvider.System.GetUtcNow();

    private PlatformUnderTest(WebhookSimulator simulator, string secret, Networks? networks) =>
        (_simulator, _secret, _networks) = (simulator, secret, networks);

    /// <summary>Starts it.</summary>
    public static async Task<PlatformUnderTest> Start(Networks? networks)
    {
        var secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var options = new WebhookSimulatorOptions { MaxLoggedBodies = Kept, MaxLoggedRequests = Kept };
        options.Platforms[Name] = [secret];
        return new PlatformUnderTest(await WebhookSimulator.StartAsync(options, TestContext.Current.CancellationToken), secret, networks);
    }

    /// <summary>Tells a host of it. Both reach each other at a loopback address, their own: plain HTTP goes nowhere else.</summary>
    public void Install(Dictionary<string, string> settings, int host, string address, int port)
    {
        var (there, back) = (new Uri(_simulator.Url).Port, port);
        if (_networks is not null)
        {
            there = Through(new Relay(_networks.Listen(host), new IPEndPoint(IPAddress.Loopback, there)));
            back = Through(new Relay(Relay.Listen(), new IPEndPoint(IPAddress.Parse(address), port)));
        }

        settings[$"Connectors__{Name}__Kind"] = "webhook.standard";
        settings[$"Connectors__{Name}__Url"] = $"http://127.0.0.1:{there}/hooks/{Name}";
        settings[$"Connectors__{Name}__AckBase"] = $"http://127.0.0.1:{back}";
        settings[$"Connectors__{Name}__Secrets__0"] = _secret;
        settings[$"Connectors__{Name}__AllowLoopbackHttp"] = "true";
        settings[$"Connectors__{Name}__Timeout"] = Disclosures.LongestRequest.ToString();
    }

    /// <summary>Everything that came in, in order.</summary>
    public IReadOnlyList<PlatformRequest> Requests()
    {
        var requests = new List<PlatformRequest>();
        for (long last = 0; _simulator.Requests(Name, last) is { Count: > 0 } page; last = page[^1].Number)
        {
            requests.AddRange(page.Where(r => r.Version is not null).Select(r => Read(r.At, r.Body!)));
        }

        return requests;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays)
        {
            await relay.DisposeAsync();
        }

        await _simulator.DisposeAsync();
    }

    private int Through(Relay relay)
    {
        _relays.Add(relay);
        return relay.Port;
    }

    private PlatformRequest Read(DateTimeOffset at, string body)
    {
        using var document = JsonDocument.Parse(body);
        var data = document.RootElement.GetProperty("data");
        var purposes = data.GetProperty("purposes");
        return new PlatformRequest(
            _begun + (long)((at - _at).TotalSeconds * Stopwatch.Frequency), data.GetProperty("customerNumber").GetString()!,
            data.GetProperty("version").GetInt64(), data.GetProperty("policy").GetString()!,
            data.GetProperty("fields").EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(f => f.Name, f => purposes.TryGetProperty(f.Name, out var purpose) ? purpose.GetString() : null));
    }
}
