using IdentityGrains.Client.Events;
using IdentityGrains.Client.Subscriptions;
using IdentityGrains.Connectors.Subscriptions;
using IdentityGrains.Domain.Events;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Events;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Subscriptions;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Subscriptions;

/// <summary>The door to subscriptions.</summary>
[GrainType("subscriptions"), StatelessWorker, Reentrant]
internal sealed partial class SubscriptionsGrain(
    ISubscriptions subscriptions, EventDesk desk, PoliciesInForce policies, IStoreClock clock, IOptions<EventOptions> options,
    ILogger<SubscriptionsGrain> logger) : Grain, ISubscriptionsGrain
{
    /// <summary>How many subscriptions there may be: each is told of everything by itself.</summary>
    public const int Most = 64;

    /// <summary>For how long the secret of before signs besides a fresh one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public async Task<SubscriptionAnswer> Add(SubscriptionRequest request, CancellationToken ct = default)
    {
        var caller = CurrentCaller.Required;
        if (!EventLaw.MaySubscribe(caller, policies.Current.Policy))
        {
            return new SubscriptionAnswer.NotAllowed();
        }

        if (SubscriptionLaw.FlawOf(request.Url, request.Types, request.Description, request.After) is { } flaw)
        {
            return new SubscriptionAnswer.Malformed(flaw);
        }

        var (id, now) = (SubscriptionRows.IdOf(caller.Principal, request.Operation), clock.Now.InMicroseconds());
        if (await subscriptions.Find(id, ct) is { } known)
        {
            return await Again(known, request, now, ct);
        }

        if (!await EventReceiver.MayBe(options.Value.Receivers, request.Url, ct))
        {
            return new SubscriptionAnswer.UnsafeDestination();
        }

        var (position, fault) = await desk.Find(request.After, ct);
        if (fault is not null)
        {
            return fault is EventsAnswer.CursorExpired ? new SubscriptionAnswer.CursorExpired() : new SubscriptionAnswer.CursorInvalid();
        }

        var (made, secret) = (SubscriptionRows.Begin(id, request, position.Row, caller.Principal, now), EventReceiver.FreshSecret());
        if (!await subscriptions.Add(made, secret, Most, ct))
        {
            // It is full, or the same request came by another way and was first.
            return await subscriptions.Find(id, ct) is { } other ? await Again(other, request, now, ct) : new SubscriptionAnswer.TooMany();
        }

        await Teller(made.Id).Wake();
        return new SubscriptionAnswer.Signed(SubscriptionRows.Line(made), EventReceiver.Shown(secret), Replayed: false);
    }

    public async Task<ImmutableArray<SubscriptionLine>?> All(CancellationToken ct = default) =>
        EventLaw.MaySubscribe(CurrentCaller.Required, policies.Current.Policy)
            ? [.. (await subscriptions.All(ct)).Where(IsTheirs).Select(SubscriptionRows.Line)]
            : null;

    public Task<SubscriptionAnswer> Find(string id, CancellationToken ct = default) =>
        Of(id, found => Task.FromResult<SubscriptionAnswer>(new SubscriptionAnswer.Told(SubscriptionRows.Line(found))), ct);

    public Task<SubscriptionAnswer> Rotate(string id, OperationId operation, CancellationToken ct = default) => Of(id, async found =>
    {
        var (act, secret, now) = (SubscriptionRows.ActOf(CurrentCaller.Required.Principal, operation), EventReceiver.FreshSecret(), clock.Now.InMicroseconds());
        if (!await subscriptions.Rotate(id, act, secret, now + Overlap, ct))
        {
            return await Replay(found, now, ct);
        }

        try
        {
            await Teller(id).Changed();
        }
        catch (Exception why) when (why is not OperationCanceledException)
        {
            // It looks again by itself before the secret of before is over. This one is told now or never.
            NotHeard(logger, id, why.GetType().Name);
        }

        return new SubscriptionAnswer.Signed(SubscriptionRows.Line(found), EventReceiver.Shown(secret), Replayed: false);
    }, ct);

    public Task<SubscriptionAnswer> Remove(string id, CancellationToken ct = default) => Of(id, async _ =>
    {
        if (!await subscriptions.Remove(id, ct))
        {
            return new SubscriptionAnswer.NotFound();
        }

        return await AfterCommit.Do<SubscriptionAnswer>(async () =>
        {
            await Teller(id).Changed();
            return new SubscriptionAnswer.Removed();
        });
    }, ct);

    // Found before anything is done about it: what is read afterwards might fail, and take with it what can be told once only.
    private async Task<SubscriptionAnswer> Of(string id, Func<Subscription, Task<SubscriptionAnswer>> act, CancellationToken ct) =>
        !EventLaw.MaySubscribe(CurrentCaller.Required, policies.Current.Policy) ? new SubscriptionAnswer.NotAllowed()
            : OpaqueIds.Is(id, OpaqueIds.OfSubscription) && await subscriptions.Find(id, ct) is { } found && IsTheirs(found) ? await act(found)
            : new SubscriptionAnswer.NotFound();

    // Whoever asked first and whoever asks again are one: both know the caller's own name for the act.
    private async Task<SubscriptionAnswer> Again(Subscription known, SubscriptionRequest request, DateTimeOffset now, CancellationToken ct) =>
        !SubscriptionRows.IsOf(known, request) ? new SubscriptionAnswer.Reused() : await Replay(known, now, ct);

    private async Task<SubscriptionAnswer> Replay(Subscription known, DateTimeOffset now, CancellationToken ct) =>
        await subscriptions.Secrets(known.Id, now, ct) is [var secret, ..]
            ? new SubscriptionAnswer.Signed(SubscriptionRows.Line(known), EventReceiver.Shown(secret), Replayed: true)
            : new SubscriptionAnswer.NotFound();

    private bool IsTheirs(Subscription one) =>
        EventLaw.MayManage(new PrincipalId(one.CreatedBy), CurrentCaller.Required, policies.Current.Policy);

    private ISubscriptionGrain Teller(string id) => GrainFactory.GetGrain<ISubscriptionGrain>(id);

    [LoggerMessage(2903, LogLevel.Warning, "Subscription {Subscription} was given a fresh secret and not told so; it will look by itself, {Fault}")]
    private static partial void NotHeard(ILogger logger, string subscription, string fault);
}
