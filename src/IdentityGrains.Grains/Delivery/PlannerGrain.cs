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

    private readonly IDeliveries _deliveries;
    private readonly IStoreClock _clock;
    private readonly Instruments _instruments;
    private readonly ILogger _logger;
    private readonly int _group;
    private readonly Pump _pump;

    /// <summary>Begins asleep.</summary>
    public PlannerGrain(IGrainContext context, IDeliveries deliveries, IStoreClock clock, Instruments instruments, ILogger<PlannerGrain> logger)
    {
        (_deliveries, _clock, _instruments, _logger) = (deliveries, clock, instruments, logger);
        _group = FeedStreams.GroupOf(context.GrainId.Key.ToString()!);
        _pump = new Pump(Round);
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
            var dirty = await _deliveries.Dirty(_group, CustomersPerRound, CancellationToken.None);
            if (dirty.Count == 0)
            {
                return false;
            }

            var planned = await Task.WhenAll(dirty.Select(Plan));
            await _deliveries.Settle(planned, CancellationToken.None);
            foreach (var customer in dirty)
            {
                _instruments.OnPlanned(_clock.Now - customer.Since);
            }

            foreach (var key in planned.SelectMany(p => p.Rows).Select(r => InstalledPlatforms.KeyFor(r.Platform, r.Customer)).Distinct())
            {
                _ = GrainFactory.GetGrain<IConnectorGrain>(key).Wake();
            }

            return dirty.Count == CustomersPerRound;
        }
        catch (Exception why)
        {
            // The dirty rows are still there: the sweep comes back to them.
            RoundFailed(_logger, _group, why.GetType().Name);
            return false;
        }
    }

    private async Task<PlannedCustomer> Plan(DirtyCustomer dirty)
    {
        var plans = await GrainFactory.GetGrain<ICustomerInternals>(dirty.Customer.ToString()).Plan(dirty.Version, CancellationToken.None);
        var settled = (await _deliveries.Of(dirty.Customer, CancellationToken.None)).ToDictionary(r => r.Platform);
        var rows = plans.Platforms
            .Select(p => DeliveryRows.Planned(dirty, plans.Version, p, settled.GetValueOrDefault(p.Platform), _clock.Now))
            .OfType<DeliveryRow>()
            .ToArray();
        return new PlannedCustomer(dirty.Customer, dirty.Version, rows);
    }

    [LoggerMessage(2201, LogLevel.Warning, "Planner {Group}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, int group, string fault);
}
