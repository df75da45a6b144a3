using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Plans one slot group's dirty customers: asks each what his platforms should be told, compares with what was last settled, and writes only what differs.
/// Asked anyway, he also says what somebody has to look at among his claims. Not thread-safe: it lives on a grain's scheduler.
/// </summary>
/// <param name="group">Which slot group.</param>
/// <param name="deliveries">Where marks and deliveries stand.</param>
/// <param name="exceptions">Who holds exceptions against claims.</param>
/// <param name="plan">Asks a customer.</param>
/// <param name="wake">Wakes a connector, by its key.</param>
/// <param name="clock">The store's time.</param>
/// <param name="instruments">What is measured.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed partial class PlanningRounds(
    int group, IDeliveries deliveries, ClaimExceptions exceptions, Func<DirtyCustomer, Task<CustomerPlans>> plan, Action<string> wake, IStoreClock clock,
    Instruments instruments, ILogger logger)
{
    /// <summary>How many customers are planned in one round.</summary>
    public const int CustomersPerRound = 128;

    private readonly Aside<CustomerId> _aside = new();

    /// <summary>One round; true when there is more at once. It does not throw.</summary>
    public async Task<bool> Round()
    {
        try
        {
            _aside.Return(clock.Now);
            var waiting = await deliveries.Dirty(group, CustomersPerRound + _aside.Count, CancellationToken.None);
            var dirty = waiting.Where(d => !_aside.Has(d.Customer)).Take(CustomersPerRound).ToArray();
            var planned = (await Task.WhenAll(dirty.Select(PlanOrLeave))).OfType<Planned>().ToArray();
            if (planned.Length == 0)
            {
                return dirty.Length == CustomersPerRound;
            }

            // Before the marks go: whoever dies in between leaves them, and the next one opens none a second time.
            await exceptions.Follow([.. planned.Select(p => p.Claims)], CancellationToken.None);
            var settled = await deliveries.Settle([.. planned.Select(p => p.Customer)], CancellationToken.None);
            foreach (var customer in dirty.Where(d => !_aside.Has(d.Customer)))
            {
                instruments.OnPlanned(clock.Now - customer.Since);
            }

            foreach (var key in planned.SelectMany(p => p.Customer.Rows).Select(r => InstalledPlatforms.KeyFor(r.Platform, r.Customer)).Distinct())
            {
                wake(key);
            }

            return dirty.Length == CustomersPerRound || settled.Contains(false);
        }
        catch (Exception why)
        {
            // The dirty rows are still there: the sweep comes back to them.
            RoundFailed(logger, group, why.GetType().Name);
            return false;
        }
    }

    // One customer who cannot be planned holds nobody else up.
    private async Task<Planned?> PlanOrLeave(DirtyCustomer dirty)
    {
        try
        {
            return await Plan(dirty);
        }
        catch (Exception why)
        {
            NotPlanned(logger, dirty.Customer, why.GetType().Name);
            _aside.Leave(dirty.Customer, clock.Now);
            return null;
        }
    }

    private async Task<Planned> Plan(DirtyCustomer dirty)
    {
        // Read before the customer is asked: what a connector does from now on shows when the plan is settled.
        var seen = await deliveries.Of(dirty.Customer, CancellationToken.None);
        var plans = await plan(dirty);
        return new Planned(
            new PlannedCustomer(dirty.Customer, dirty.Mark, seen, DeliveryRows.Planned(dirty, plans, seen, clock.Now)),
            new PlannedClaims(dirty.Customer, dirty.HasExceptions, plans.Troubles));
    }

    [LoggerMessage(2202, LogLevel.Warning, "Customer {Customer}: could not be planned and will be, {Fault}")]
    private static partial void NotPlanned(ILogger logger, CustomerId customer, string fault);

    [LoggerMessage(2201, LogLevel.Warning, "Planner {Group}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, int group, string fault);

    private sealed record Planned(PlannedCustomer Customer, PlannedClaims Claims);
}
