using IdentityGrains.Connectors.Subscriptions;
using IdentityGrains.Domain.Events;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Events;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Subscriptions;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Subscriptions;

/// <summary>
/// Tells one subscription of events, in the order of the feed, and remembers in the store how far it was told: what a crash interrupts is told again under the
/// same id. Each has a grain and connections of its own, so a receiver that is sick keeps nobody else waiting.
/// </summary>
[GrainType("subscription"), Reentrant]
internal sealed partial class SubscriptionGrain : Grain, ISubscriptionGrain, IDisposable
{
    /// <summary>How long what is known of the subscription counts before it is looked up again.</summary>
    public static readonly TimeSpan Known = TimeSpan.FromSeconds(30);

    /// <summary>How long it is not written down how far the feed was passed over where nothing was asked for.</summary>
    public static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(5);

    private const string NotKept = "not_kept";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ISubscriptions _subscriptions;
    private readonly EventTail _tail;
    private readonly string _source;
    private readonly Instruments _instruments;
    private readonly IStoreClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ReceiverOptions _receivers;
    private readonly Pump _pump;
    private readonly CancellationTokenSource _stopping = new();

    // What is under way for the subscription as it is known; over as soon as it is another one.
    private CancellationTokenSource _turn = new();
    private Subscription? _now;
    private EventReceiver? _receiver;
    private EventPage? _page;
    private long _knownAt;
    private long _writtenAt;

    /// <summary>Begins asleep.</summary>
    public SubscriptionGrain(
        ISubscriptions subscriptions, EventTail tail, EventDesk desk, IOptions<EventOptions> options, Instruments instruments, IStoreClock clock,
        TimeProvider time, ILogger<SubscriptionGrain> logger)
    {
        (_subscriptions, _tail, _source, _receivers) = (subscriptions, tail, desk.Source, options.Value.Receivers);
        (_instruments, _clock, _time, _logger) = (instruments, clock, time, logger);
        _pump = new Pump(Round);
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        _pump.Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Changed()
    {
        _turn.Cancel();
        _turn = new CancellationTokenSource();
        _knownAt = 0;
        return Wake();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _stopping.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _turn.Dispose();
        _receiver?.Dispose();
    }

    // A round waits by itself, for events or for the next attempt, and the next follows at once; it sleeps only when there is nobody to tell.
    private async Task<bool> Round()
    {
        try
        {
            if (await Look() is not { State: SubscriptionState.Active } subscription)
            {
                return false;
            }

            var wait = subscription.DueAt - _clock.Now;
            if (subscription.Failures > 0 && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < Patience ? wait : Patience, _time, _stopping.Token);
                return true;
            }

            await Tell(subscription);
            return true;
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (Exception why)
        {
            RoundFailed(_logger, this.GetPrimaryKeyString(), why.GetType().Name);
            return false;
        }
    }

    private async Task<Subscription?> Look()
    {
        if (_knownAt != 0 && _time.GetElapsedTime(_knownAt) < Known)
        {
            return _now;
        }

        var (at, turn) = (_time.GetTimestamp(), _turn);
        var id = this.GetPrimaryKeyString();
        var found = await _subscriptions.Find(id, _stopping.Token);
        var secrets = await _subscriptions.Secrets(id, _clock.Now, _stopping.Token);
        _receiver?.Dispose();
        _receiver = found is null ? null : new EventReceiver(_receivers, found.Url, secrets, _time);
        (_now, _knownAt) = (found, turn == _turn ? at : 0);
        return found;
    }

    private async Task Tell(Subscription subscription)
    {
        if (_page is null)
        {
            var next = await _tail.After(subscription.Position, Patience, _stopping.Token);
            if (next.Trimmed > subscription.Position)
            {
                await Move(subscription with { State = SubscriptionState.Expired, Why = NotKept });
                return;
            }

            _page = next.Rows.Count > 0 ? new EventPage(next.Rows, subscription.Types) : null;
        }

        if (_page is { } page)
        {
            var (turn, hadSome) = (_turn, !page.IsTaken);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, turn.Token);
            var end = await page.Post(_receiver!, _source, alone: subscription.Failures > 0, either.Token);
            _page = page.IsTaken ? null : page;
            var reached = subscription with { Position = page.Taken ?? subscription.Position };
            if (hadSome)
            {
                _instruments.OnEventsPosted(end);
            }

            if (hadSome || _time.GetElapsedTime(_writtenAt) >= Unwritten)
            {
                await Move(EventBackoff.After(reached, end, _clock.Now));
            }
            else if (turn == _turn)
            {
                _now = reached;
            }
        }
    }

    private async Task Move(Subscription after)
    {
        var turn = _turn;
        await _subscriptions.Move(after, _stopping.Token);
        _writtenAt = _time.GetTimestamp();
        _now = turn == _turn ? after : _now;
        if (after.State != SubscriptionState.Active)
        {
            SubscriptionOver(_logger, after.Id, after.State, after.Why);
        }
    }

    [LoggerMessage(2901, LogLevel.Warning, "Subscription {Subscription}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, string subscription, string fault);

    [LoggerMessage(2902, LogLevel.Error, "Subscription {Subscription} is {State} and told of nothing any more, {Why}")]
    private static partial void SubscriptionOver(ILogger logger, string subscription, SubscriptionState state, string? why);
}
