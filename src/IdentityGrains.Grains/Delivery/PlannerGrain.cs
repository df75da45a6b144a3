using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Turns one slot group's dirty customers into deliveries and exceptions. The stream wakes it, a sweep never lets it down, and a stream event that is lost,
/// repeated or late changes no outcome.
/// </summary>
[GrainType("planner"), Reentrant]
[ImplicitStreamSubscription(FeedStreams.Namespace)]
internal sealed class PlannerGrain : Grain, IPlannerGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<FeedEvent>
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly Pump _pump;

    /// <summary>Begins asleep.</summary>
    public PlannerGrain(
        IGrainContext context, IGrainFactory grains, IDeliveries deliveries, ClaimExceptions exceptions, IStoreClock clock, TimeProvider time,
        Instruments instruments, ILogger<PlannerGrain> logger)
    {
        var rounds = new PlanningRounds(
            FeedStreams.GroupOf(context.GrainId.Key.ToString()!), deliveries, exceptions, dirty => grains.Internal(dirty.Customer).Plan(dirty.Version, default),
            connector => _ = grains.GetGrain<IConnectorGrain>(connector).Wake(), clock, instruments, logger);
        _pump = new Pump(rounds.Round, Rest, time);
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        _pump.Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<FeedEvent>().ResumeAsync(this);

    /// <inheritdoc/>
    public Task OnNextAsync(IList<SequentialItem<FeedEvent>> items) => Wake();

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Wake();
}
