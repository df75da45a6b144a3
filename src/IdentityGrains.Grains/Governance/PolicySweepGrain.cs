using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Governance;

/// <summary>
/// Visits every customer of one slot group once after a policy came into force, in batches, and keeps how far it came: whoever carries on after a crash
/// repeats one batch at most, and a visit may be repeated. A newer policy begins anew.
/// </summary>
[GrainType("policy-sweep"), Reentrant]
internal sealed partial class PolicySweepGrain : Grain, IPolicySweepGrain
{
    /// <summary>How many customers are visited at once.</summary>
    public const int CustomersPerRound = 16;

    // What a customer is marked with who could not be asked: every record has it.
    private const long AnyVersion = 1;

    private readonly IPolicySweeps _sweeps;
    private readonly IDeliveries _deliveries;
    private readonly PoliciesInForce _policies;
    private readonly IStoreClock _clock;
    private readonly Instruments _instruments;
    private readonly ILogger _logger;
    private readonly int _group;
    private readonly Pump _pump;

    /// <summary>Begins asleep.</summary>
    public PolicySweepGrain(
        IGrainContext context, IPolicySweeps sweeps, IDeliveries deliveries, PoliciesInForce policies, IStoreClock clock, Instruments instruments,
        ILogger<PolicySweepGrain> logger)
    {
        (_sweeps, _deliveries, _policies, _clock, _instruments, _logger) = (sweeps, deliveries, policies, clock, instruments, logger);
        _group = FeedStreams.GroupOf(context.GrainId.Key.ToString()!);
        _pump = new Pump(Round);
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        _pump.Wake();
        return Task.CompletedTask;
    }

    private async Task<bool> Round()
    {
        try
        {
            var epoch = _policies.Current.Epoch;
            var cursor = await _sweeps.Find(_group, CancellationToken.None);
            if (Sweeps.IsOver(cursor, epoch))
            {
                return false;
            }

            if (Sweeps.Begins(cursor, epoch))
            {
                cursor = new SweepCursor(_group, epoch, null, 0, await _sweeps.Customers(_group, CancellationToken.None), Finished: false);
            }

            var batch = await _sweeps.After(_group, cursor!.Last, CustomersPerRound, CancellationToken.None);
            await Task.WhenAll(batch.Select(customer => Visit(customer, epoch)));
            var next = Sweeps.After(cursor, batch, CustomersPerRound);
            if (!await _sweeps.Keep(next, CancellationToken.None))
            {
                await _policies.Refresh(CancellationToken.None);
                return true;
            }

            _instruments.OnSwept(batch.Count);
            if (next is { Finished: true, Visited: > 0 })
            {
                GroupSwept(_logger, _group, epoch, next.Visited);
            }

            return true;
        }
        catch (Exception why)
        {
            RoundFailed(_logger, _group, why.GetType().Name);
            return false;
        }
    }

    // One customer who cannot be asked holds nobody else up: the planner asks until he answers, and asking him resolves him again. But where the cluster is
    // what fails, it fails for everybody: the round is repeated instead, or a silo that stops would pass everybody over.
    private async Task Visit(CustomerId customer, long epoch)
    {
        try
        {
            await GrainFactory.Internal(customer).Adopt(epoch, CancellationToken.None);
        }
        catch (Exception why) when (why is not OrleansException)
        {
            NotVisited(_logger, customer, why.GetType().Name);
            await _deliveries.MarkDirty(customer, AnyVersion, Domain.Disclosure.Lane.Withdrawal, _clock.Now, CancellationToken.None);
        }
    }

    [LoggerMessage(2603, LogLevel.Information, "Sweep {Group}: every customer was visited under epoch {Epoch}, {Visited} of them")]
    private static partial void GroupSwept(ILogger logger, int group, long epoch, long visited);

    [LoggerMessage(2604, LogLevel.Warning, "Customer {Customer}: could not be visited and will be planned, {Fault}")]
    private static partial void NotVisited(ILogger logger, CustomerId customer, string fault);

    [LoggerMessage(2605, LogLevel.Warning, "Sweep {Group}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, int group, string fault);
}
