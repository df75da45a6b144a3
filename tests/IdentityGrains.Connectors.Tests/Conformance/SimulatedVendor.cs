using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>One vendor's simulated platform and the product's connector towards it.</summary>
/// <param name="simulator">The platform's server.</param>
/// <param name="connector">The connector.</param>
/// <param name="reader">Looks at it; null when the protocol cannot.</param>
/// <param name="remover">Takes records away; null when the protocol cannot.</param>
public sealed class SimulatedVendor(
    PlatformSimulator simulator, IPlatformConnector connector, IPlatformReader? reader, IRecordRemover? remover) : IAsyncDisposable
{
    public const string Platform = "vendor";
    public const string Token = "token-of-the-vendor";

    public PlatformSimulator Simulator => simulator;

    public IPlatformConnector Connector => connector;

    public IPlatformReader Reader => reader ?? throw new InvalidOperationException("Nobody can look at this platform.");

    public IRecordRemover? Remover => remover;

    /// <summary>True where the connector looks before it writes, and what goes wrong with requests is to strike the writing.</summary>
    public bool FaultsStrikeWrites { get; init; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts a platform that speaks a protocol.</summary>
    public static Task<PlatformSimulator> Start(string protocol, ulong seed = 1, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change = null)
    {
        var options = new PlatformSimulatorOptions { Seed = seed };
        var platform = new SimulatedPlatformOptions(protocol, Token);
        options.Platforms[Platform] = change?.Invoke(platform) ?? platform;
        return PlatformSimulator.StartAsync(options, Ct);
    }

    public async Task<IReadOnlyList<SendResult>> Send(params PlatformDelivery[] batch) => (await connector.Send(batch, Ct)).Results;

    public async Task<SendResult> Send(PlatformDelivery delivery) => (await connector.Send([delivery], Ct)).Results.Single();

    public void Inject(FaultKind kind, double rate = 1, int? times = null, string? path = null, string? code = null, int? status = null) =>
        simulator.Inject(
            Platform,
            new Fault(kind)
            {
                Rate = rate, Times = times, Path = path, Code = code, Status = status,
                OnlyWrites = FaultsStrikeWrites && kind is not (FaultKind.ForeignRecord or FaultKind.ReadLag or FaultKind.Latency),
            });

    public void Clear() => simulator.ClearFaults(Platform);

    public string? Held(string key, string path) =>
        simulator.Find(Platform, key) is { } record && record.Fields.TryGetValue(path, out var value) ? value.GetString() : null;

    public bool Edit(string key, string path, string value) => simulator.Edit(
        Platform, key, new Dictionary<string, JsonElement> { [path] = JsonSerializer.SerializeToElement(value) }, "005-a-colleague");

    public async Task<ReadAnswer> Look(string path, params string[] keys) => await Reader.Read(keys, [path], Ct);

    /// <summary>What a reading shows of one customer, or, where nobody can look, what the vendor itself would see; null when there is no record.</summary>
    public async Task<Observation?> See(string key, string path) => reader is null
        ? simulator.Find(Platform, key) is null ? null : new Observation(key, ImmutableDictionary<string, string?>.Empty.Add(path, Held(key, path)))
        : Assert.IsType<ReadAnswer.Observed>(await Look(path, key)).Observations.SingleOrDefault(o => o.Key == key);

    /// <summary>True when a reading shows that a customer's value at a path is this one, by the connector's own table.</summary>
    public async Task<bool> Shows(string key, string path, string value) =>
        await See(key, path) is { } seen && seen.Values.GetValueOrDefault(path) == (reader?.Canonical(path, new FieldValue.Text(value)) ?? value);

    public static PlatformDelivery Tell(long version, string path, string value, string key = "C-1001") =>
        Deliveries.Of(version, key) with { Fields = [Deliveries.Write(path, value)] };

    public async ValueTask DisposeAsync()
    {
        (connector as IDisposable)?.Dispose();
        await simulator.DisposeAsync();
    }
}
