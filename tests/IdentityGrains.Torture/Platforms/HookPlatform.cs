using System.Security.Cryptography;
using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Records;
using IdentityGrains.Torture.Checkers;

namespace IdentityGrains.Torture.Platforms;

/// <summary>A platform that is told by signed webhooks and calls back.</summary>
internal sealed class HookPlatform : TorturedPlatform, IAsyncDisposable
{
    private const int Kept = 1_000_000;
    private static readonly TimeSpan CallAgain = TimeSpan.FromMilliseconds(250);

    private readonly WebhookSimulator _simulator;
    private long _read;

    private HookPlatform(PlatformSpec spec, WebhookSimulator simulator, string secret) : base(spec) => (_simulator, Secret) = (simulator, secret);

    /// <summary>What it signs by: whoever has it can call back as the platform.</summary>
    public string Secret { get; }

    /// <summary>Starts it.</summary>
    public static async Task<HookPlatform> Start(PlatformSpec spec, ulong seed, CancellationToken ct)
    {
        var secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var options = new WebhookSimulatorOptions { Seed = seed, MaxLoggedBodies = Kept, MaxLoggedRequests = Kept, AckRetry = CallAgain };
        options.Platforms[spec.Name] = [secret];
        return new HookPlatform(spec, await WebhookSimulator.StartAsync(options, ct), secret);
    }

    public override void Install(Dictionary<string, string> settings, string ackBase)
    {
        var section = $"Connectors__{Name}__";
        (settings[section + "Kind"], settings[section + "Url"]) = (Spec.Dialect.Kind, _simulator.HookUrl(Name));
        (settings[section + "AckBase"], settings[section + "Secrets__0"]) = (ackBase, Secret);
        (settings[section + "AllowLoopbackHttp"], settings[section + "Timeout"]) = ("true", PlatformsUnderTorture.Timeout.ToString());
    }

    public override void Inject(Fault fault) => _simulator.Inject(Name, fault);

    public override void Heal() => _simulator.ClearFaults(Name);

    public override IReadOnlyDictionary<string, string?>? Shelf(string number) =>
        _simulator.Find(Name, number) is { } held ? Spec.Dialect.Shelf(held.Fields) : null;

    public override bool Edit(string number, string path, string text) => _simulator.Edit(
        Name, number, new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [path] = JsonSerializer.SerializeToElement(text) });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    protected override void Read(List<SeenRequest> seen)
    {
        while (_simulator.Requests(Name, _read) is { Count: > 0 } page)
        {
            _read = page[^1].Number;
            seen.AddRange(page.Select(Read));
        }
    }

    private SeenRequest Read(LoggedRequest request)
    {
        ToldItem[] told = request.Version is null ? [] : [.. Spec.Dialect.Told("POST", "", Json(request.Body))];
        return new SeenRequest(request.ArrivedAt, request.At, request.Status, request.Fault, told, [])
        {
            HungUpAt = request.HungUpAt, RetryAfter = request.RetryAfter, OutOfOrder = request.Verdict is Verdict.OrderViolation or Verdict.IdReuse,
            Applied = request.Verdict is Verdict.Applied ? told.Select(t => t.Number).ToHashSet(StringComparer.Ordinal) : ImmutableHashSet<string>.Empty,
        };
    }
}
