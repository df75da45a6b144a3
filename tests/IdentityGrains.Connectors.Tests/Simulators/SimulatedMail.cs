using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Inbox;

namespace IdentityGrains.Connectors.Tests.Simulators;

/// <summary>A simulator with an inbox, and the product's port towards it.</summary>
internal sealed class SimulatedMail : IAsyncDisposable
{
    private SimulatedMail(WebhookSimulator simulator, WebhookMessagePort port) => (Simulator, Port) = (simulator, port);

    public WebhookSimulator Simulator { get; }

    public WebhookMessagePort Port { get; }

    public SimulatedInbox Inbox => Simulator.Inbox!;

    public static async Task<SimulatedMail> Open(Action<WebhookSimulatorOptions>? change = null)
    {
        var options = new WebhookSimulatorOptions();
        options.InboxSecrets.Add(Keys.Text(1));
        change?.Invoke(options);
        var simulator = await WebhookSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        return new SimulatedMail(simulator, Mail.PortTo(simulator.InboxUrl));
    }

    public Task<MessageEnd> Send(ComposedMessage message) => Port.Send(message, TestContext.Current.CancellationToken);

    public void Inject(FaultKind kind, int? times = null, int? status = null) => Inbox.Inject(new Fault(kind) { Times = times, Status = status });

    public async ValueTask DisposeAsync()
    {
        Port.Dispose();
        await Simulator.DisposeAsync();
    }
}
