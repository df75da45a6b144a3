using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Records;

namespace IdentityGrains.Simulators.Inbox;

/// <summary>
/// The gateway for mail and text messages, and everybody's inbox behind it: what is handed over is found here, once for each id. Every member is one step
/// under one lock.
/// </summary>
public sealed class SimulatedInbox
{
    /// <summary>The inbox's name in paths and among what faults are drawn from; no platform can have it.</summary>
    public const string Name = "inbox";

    private readonly Lock _gate = new();
    private readonly WebhookSimulatorOptions _options;
    private readonly Changes _changes;
    private readonly FaultPlan _plan;
    private readonly SeenIds _seen;
    private readonly SortedDictionary<long, InboxMessage> _messages = [];
    private long _arrivals;
    private InboxSummary _summary = new(0, 0, 0, 0, 0, 0, 0);

    internal SimulatedInbox(WebhookSimulatorOptions options, Changes changes)
    {
        (_options, _changes) = (options, changes);
        _plan = new FaultPlan(options.Seed, Name);
        _seen = new SeenIds(options.MaxRememberedIds);
        Signature = new SimulatorSignature([.. options.InboxSecrets]);
    }

    /// <summary>What happened since the start.</summary>
    public InboxSummary Summary => Locked(() => _summary);

    internal SimulatorSignature Signature { get; }

    /// <summary>The messages to an address, or to anybody, behind a number, oldest first, at most 1,000.</summary>
    public IReadOnlyList<InboxMessage> Messages(string? to = null, long after = 0, int limit = RequestLog.MaxPage) => Locked(() =>
        _messages.Values.Where(m => m.Number > after && (to is null || m.To == to)).Take(Math.Clamp(limit, 1, RequestLog.MaxPage)).ToArray());

    /// <summary>The first message to an address behind a number; waits until there is one.</summary>
    public async Task<InboxMessage> Next(string to, long after, CancellationToken ct)
    {
        InboxMessage? found = null;
        await _changes.When(() => Messages(to, after, limit: 1) is [var next] && (found = next) is not null, ct);
        return found!;
    }

    /// <summary>Lets something go wrong from now on; of two faults that would answer, the earlier added does.</summary>
    public void Inject(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (MisfitOf(fault) is { } misfit)
        {
            throw new ArgumentException(misfit, nameof(fault));
        }

        Locked(() => _plan.Add(fault));
    }

    /// <summary>Ends its faults.</summary>
    public void ClearFaults() => Locked(_plan.Clear);

    /// <summary>What is wrong with a fault, for an inbox; null when nothing is.</summary>
    internal static string? MisfitOf(Fault fault) => fault.Kind == FaultKind.AckLost ? "an inbox calls nobody back" : fault.Misfit();

    /// <summary>Draws what strikes the next request.</summary>
    internal Strike Arrive() => Locked(() => _plan.Draw(++_arrivals));

    /// <summary>Keeps a message, or notes that it came again.</summary>
    internal void Keep(IncomingMessage message, string bodyHash) => Count(s =>
    {
        if (_seen.BodyHash(message.Id) is { } first)
        {
            if (_messages.Values.LastOrDefault(m => m.Id == message.Id) is { } kept)
            {
                _messages[kept.Number] = kept with { Received = kept.Received + 1 };
            }

            return s with { Repeated = s.Repeated + 1, Differing = s.Differing + (first == bodyHash ? 0 : 1) };
        }

        _seen.Add(message.Id, bodyHash);
        _messages.Add(s.Kept + 1, Kept(message, s.Kept + 1));
        _messages.Remove(s.Kept + 1 - _options.MaxInboxMessages);
        return s with { Kept = s.Kept + 1 };
    });

    /// <summary>Counts a request, and what became of it.</summary>
    internal void Count(Func<InboxSummary, InboxSummary> change)
    {
        Locked(() =>
        {
            _summary = change(_summary);
            _summary = _summary with { Requests = _summary.Requests + 1 };
        });
        _changes.Signal();
    }

    private InboxMessage Kept(IncomingMessage m, long number) => new(
        number, _options.Time.GetUtcNow(), 1, m.Id, m.Kind, m.Method, m.Field, m.To, m.Verification, m.Code, m.CancelToken, m.Language, m.OptsIn, m.ExpiresAt);

    private void Locked(Action act)
    {
        lock (_gate)
        {
            act();
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
