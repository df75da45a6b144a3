using IdentityGrains.Client.Events;
using IdentityGrains.Client.Subscriptions;
using IdentityGrains.Connectors.Subscriptions;
using IdentityGrains.Domain.Events;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Events;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Subscriptions;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Subscriptions;

/// <summary>The door to subscriptions.</summary>
[GrainType("subscriptions"), StatelessWorker, Reentrant]
internal sealed class SubscriptionsGrain(
    ISubscriptions subscriptions, EventDesk desk, IStoreClock clock, IOptions<EventOptions> options) : Grain, ISubscriptionsGrain
{
    /// <summary>How many subscriptions there may be: each is told of everything by itself.</summary>
    public const int Most = 64;

    /// <summary>For how long the secret of before signs besides a fresh one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const string Prefix = "sub_";

    public async Task<SubscriptionAnswer> Add(SubscriptionRequest request, CancellationToken ct = default)
    {
        var caller = CurrentCaller.Required;
        if (!EventLaw.MaySubscribe(caller))
        {
            return new SubscriptionAnswer.NotAllowed();
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

        var (now, secret) = (clock.Now.InMicroseconds(), EventReceiver.FreshSecret());
        var made = new Subscription(
            Prefix + Guid.NewGuid().ToString("N"), request.Url, [.. request.Types.Distinct().Order(StringComparer.Ordinal)], request.Description, now,
            caller.Principal.Value, SubscriptionState.Active, position.Row, 0, now, null);
        if (!await subscriptions.Add(made, secret, Most, ct))
        {
            return new SubscriptionAnswer.TooMany();
        }

        await Teller(made.Id).Wake();
        return new SubscriptionAnswer.Signed(Line(made), EventReceiver.Shown(secret));
    }

    public async Task<ImmutableArray<SubscriptionLine>?> All(CancellationToken ct = default) =>
        EventLaw.MaySubscribe(CurrentCaller.Required) ? [.. (await subscriptions.All(ct)).Select(Line)] : null;

    public async Task<SubscriptionAnswer> Find(string id, CancellationToken ct = default) =>
        !EventLaw.MaySubscribe(CurrentCaller.Required) ? new SubscriptionAnswer.NotAllowed()
            : await subscriptions.Find(id, ct) is { } found ? new SubscriptionAnswer.Told(Line(found))
            : new SubscriptionAnswer.NotFound();

    public async Task<SubscriptionAnswer> Rotate(string id, CancellationToken ct = default)
    {
        if (!EventLaw.MaySubscribe(CurrentCaller.Required))
        {
            return new SubscriptionAnswer.NotAllowed();
        }

        var secret = EventReceiver.FreshSecret();
        if (!await subscriptions.Rotate(id, secret, clock.Now.InMicroseconds() + Overlap, ct) || await subscriptions.Find(id, ct) is not { } found)
        {
            return new SubscriptionAnswer.NotFound();
        }

        await Teller(id).Changed();
        return new SubscriptionAnswer.Signed(Line(found), EventReceiver.Shown(secret));
    }

    public async Task<SubscriptionAnswer> Remove(string id, CancellationToken ct = default)
    {
        if (!EventLaw.MaySubscribe(CurrentCaller.Required))
        {
            return new SubscriptionAnswer.NotAllowed();
        }

        if (!await subscriptions.Remove(id, ct))
        {
            return new SubscriptionAnswer.NotFound();
        }

        await Teller(id).Changed();
        return new SubscriptionAnswer.Removed();
    }

    private ISubscriptionGrain Teller(string id) => GrainFactory.GetGrain<ISubscriptionGrain>(id);

    private static SubscriptionLine Line(Subscription one) => new(
        one.Id, one.Url, one.Types, one.Description, one.CreatedAt, one.CreatedBy, one.State, one.Failures, one.Failures > 0 ? one.DueAt : null, one.Why);
}
