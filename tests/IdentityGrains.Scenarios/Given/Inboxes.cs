using IdentityGrains.Simulators.Inbox;

namespace IdentityGrains.Scenarios.Given;

/// <summary>The customers' inboxes, each read message by message.</summary>
public sealed class Inboxes(SimulatedInbox inbox)
{
    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);

    /// <summary>The simulated gateway behind them: what it counted, and faults for it.</summary>
    public SimulatedInbox Gateway => inbox;

    /// <summary>The next message to an address that was not read yet; waits until it is there.</summary>
    public async Task<InboxMessage> Next(string to)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Eventually.Patience);
        var next = await inbox.Next(to, _read.GetValueOrDefault(to), patience.Token);
        _read[to] = next.Number;
        return next;
    }

    /// <summary>The messages to an address that were not read yet.</summary>
    public IReadOnlyList<InboxMessage> Unread(string to) => inbox.Messages(to, _read.GetValueOrDefault(to));
}
