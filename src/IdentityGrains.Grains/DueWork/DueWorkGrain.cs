using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.DueWork;

/// <summary>Works off one slot group's due rows: each customer looks again at himself and says when to look next.</summary>
[GrainType("due-work"), Reentrant]
internal sealed partial class DueWorkGrain : Grain, IDueWorkGrain
{
    /// <summary>How many customers are woken in one round.</summary>
    public const int CustomersPerRound = 64;

    private readonly IDueWork _due;
    private readonly IStoreClock _clock;
    private readonly ILogger _logger;
    private readonly int _group;
    private readonly Pump _pump;
    private readonly Aside<CustomerId> _aside = new();

    /// <summary>Begins asleep.</summary>
    public DueWorkGrain(IGrainContext context, IDueWork due, IStoreClock clock, ILogger<DueWorkGrain> logger)
    {
        (_due, _clock, _logger) = (due, clock, logger);
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
            _aside.Return(_clock.Now);
            var waiting = await _due.Due(_group, _clock.Now, CustomersPerRound + _aside.Count, CancellationToken.None);
            var due = waiting.Where(c => !_aside.Has(c)).Take(CustomersPerRound).ToArray();
            await Task.WhenAll(due.Select(LookAgainOrLeave));
            return due.Length == CustomersPerRound;
        }
        catch (Exception why)
        {
            RoundFailed(_logger, _group, why.GetType().Name);
            return false;
        }
    }

    // One customer who cannot be looked at holds nobody else up.
    private async Task LookAgainOrLeave(CustomerId customer)
    {
        try
        {
            await GrainFactory.Internal(customer).LookAgain(CancellationToken.None);
        }
        catch (Exception why)
        {
            NotLookedAt(_logger, customer, why.GetType().Name);
            _aside.Leave(customer, _clock.Now);
        }
    }

    [LoggerMessage(2402, LogLevel.Warning, "Customer {Customer}: due work was not done and will be, {Fault}")]
    private static partial void NotLookedAt(ILogger logger, CustomerId customer, string fault);

    [LoggerMessage(2401, LogLevel.Warning, "Due work {Group}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, int group, string fault);
}
