using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Turns dirty customers into deliveries: asks each what his platforms should be told, compares with what was last settled, and writes only what
/// differs. The stream wakes it, a sweep never lets it down, and a stream event that is lost, repeated or late changes no outcome.
/// </summary>
[GrainType("planner"), Reentrant]
[ImplicitStreamSubscription(FeedStreams.Namespace)]
internal sealed partial class PlannerGrain : Grain, IPlannerGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<FeedEvent>
{
    /// <summary>How many customers are planned in one round.</summary>
    public const int CustomersPerRound = 128;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly IDeliveries _deliveries;
    private readonly IStoreClock _clock;
    private readonly Instruments _instruments;
    private readonly ILogger _logger;
    private readonly int _group;
    private readonly Pump _pump;
    private readonly Aside<CustomerId> _aside = new();

    /// <summary>Begins asleep.</summary>
    public PlannerGrain(
        IGrainContext context, IDeliveries deliveries, IStoreClock clock, TimeProvider time, Instruments instruments, ILogger<PlannerGrain> logger)
    {
        (_deliveries, _clock, _instruments, _logger) = (deliveries, clock, instruments, logger);
        _group = FeedStreams.GroupOf(context.GrainId.Key.ToString()!);
        _pump = new Pump(Round, Rest, time);
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

    private async Task<bool> Round()
    {
        try
        {
            _aside.Return(_clock.Now);
            var waiting = await _deliveries.Dirty(_group, CustomersPerRound + _aside.Count, CancellationToken.None);
            var dirty = waiting.Where(d => !_aside.Has(d.Customer)).Take(CustomersPerRound).ToArray();
            var planned = (await Task.WhenAll(dirty.Select(PlanOrLeave))).OfType<PlannedCustomer>().ToArray();
            if (planned.Length == 0)
            {
                return dirty.Length == CustomersPerRound;
            }

            var settled = await _deliveries.Settle(planned, CancellationToken.None);
            foreach (var customer in dirty.Where(d => !_aside.Has(d.Customer)))
            {
                _instruments.OnPlanned(_clock.Now - customer.Since);
            }

            foreach (var key in planned.SelectMany(p => p.Rows).Select(r => InstalledPlatforms.KeyFor(r.Platform, r.Customer)).Distinct())
            {
                _ = GrainFactory.GetGrain<IConnectorGrain>(key).Wake();
            }

            return dirty.Length == CustomersPerRound || settled.Contains(false);
        }
        catch (Exception why)
        {
            // The dirty rows are still there: the sweep comes back to them.
            RoundFailed(_logger, _group, why.GetType().Name);
            return false;
        }
    }

    // One customer who cannot be planned holds nobody else up.
    private async Task<PlannedCustomer?> PlanOrLeave(DirtyCustomer dirty)
    {
        try
        {
            return await Plan(dirty);
        }
        catch (Exception why)
        {
            NotPlanned(_logger, dirty.Customer, why.GetType().Name);
            _aside.Leave(dirty.Customer, _clock.Now);
            return null;
        }
    }

    private async Task<PlannedCustomer> Plan(DirtyCustomer dirty)
    {
        // Read before the customer is asked: what a connector does from now on shows when the plan is settled.
        var seen = await _deliveries.Of(dirty.Customer, CancellationToken.None);
        var plans = await GrainFactory.Internal(dirty.Customer).Plan(dirty.Version, CancellationToken.None);
        return new PlannedCustomer(dirty.Customer, dirty.Mark, seen, DeliveryRows.Planned(dirty, plans, seen, _clock.Now));
    }

    [LoggerMessage(2202, LogLevel.Warning, "Customer {Customer}: could not be planned and will be, {Fault}")]
    private static partial void NotPlanned(ILogger logger, CustomerId customer, string fault);

    [LoggerMessage(2201, LogLevel.Warning, "Planner {Group}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, int group, string fault);
}
