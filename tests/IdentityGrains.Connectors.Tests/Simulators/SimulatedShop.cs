using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Webhooks;
using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Connectors.Tests.Simulators;

/// <summary>One simulated platform, <c>commerce</c>, the product's connector towards it and the product's reader of its callbacks.</summary>
internal sealed class SimulatedShop : IAsyncDisposable
{
    public const string Commerce = "commerce";

    private SimulatedShop(WebhookSimulator simulator, AckDoor door, StandardWebhookConnector connector) =>
        (Simulator, Door, Connector) = (simulator, door, connector);

    public WebhookSimulator Simulator { get; }

    public AckDoor Door { get; }

    public StandardWebhookConnector Connector { get; }

    public static async Task<SimulatedShop> Open(ulong seed = 1, Action<WebhookSimulatorOptions>? change = null, TimeProvider? time = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var options = new WebhookSimulatorOptions { Seed = seed, AckRetry = TimeSpan.FromMilliseconds(1) };
        options.Platforms[Commerce] = [Keys.Text(1)];
        change?.Invoke(options);
        var simulator = await WebhookSimulator.StartAsync(options, ct);
        var door = await AckDoor.Open(ct);
        var connector = Webhook.To(simulator.HookUrl(Commerce), door.Url, time);
        door.Reader = connector.Acks;
        return new SimulatedShop(simulator, door, connector);
    }

    public Task<SendResult> Send(PlatformDelivery delivery) => Connector.Send(delivery, TestContext.Current.CancellationToken);

    public void Inject(FaultKind kind, double rate = 1, int? times = null) => Simulator.Inject(Commerce, new Fault(kind) { Rate = rate, Times = times });

    public Task When(Func<WebhookSimulator, bool> condition) => Simulator.When(condition, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Connector.Dispose();
        await Simulator.DisposeAsync();
        await Door.DisposeAsync();
    }
}
