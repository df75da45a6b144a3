using IdentityGrains.Client.Acknowledgements;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Works off one platform's open deliveries of a partition, the most urgent first, with one send in flight per customer. It is woken by the
/// planner, by its own clock when a retry is due, and by a sweep.
/// </summary>
[GrainType("connector"), Reentrant]
internal sealed partial class ConnectorGrain : Grain, IConnectorGrain
{
    /// <summary>How many requests to the platform one partition has in flight at once.</summary>
    public const int SendsAtOnce = 32;

    /// <summary>For how long the whole platform is left alone when it refuses our credential or is gone.</summary>
    public static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LookForDue = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(25);

    private readonly IDeliveries _deliveries;
    private readonly IStoreClock _clock;
    private readonly Instruments _instruments;
    private readonly ILogger _logger;
    private readonly PlatformName _platform;
    private readonly (int First, int Count) _slots;
    private readonly DeliverySender _sender;
    private readonly Pump _pump;
    private readonly HashSet<CustomerId> _inFlight = [];
    private readonly Aside<CustomerId> _aside = new();
    private DateTimeOffset _heldUntil = DateTimeOffset.MinValue;

    /// <summary>Begins asleep.</summary>
    public ConnectorGrain(
        IGrainContext context, IGrainFactory grains, IDeliveries deliveries, InstalledPlatforms platforms, PoliciesInForce policies, SendGate gate,
        IStoreClock clock, TimeProvider time, Instruments instruments, ILogger<ConnectorGrain> logger)
    {
        (_deliveries, _clock, _instruments, _logger) = (deliveries, clock, instruments, logger);
        (_platform, var first, var count) = InstalledPlatforms.Parse(context.GrainId.Key.ToString()!);
        _slots = (first, count);
        var connector = platforms.Find(_platform)?.Connector ?? throw new InvalidOperationException("No connector speaks to this platform.");
        _sender = new DeliverySender(
            id => grains.Internal(id), connector, deliveries, policies, gate, clock, instruments);
        _pump = new Pump(Round, Rest, time);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Retries become due by time alone.
        this.RegisterGrainTimer(Wake, new GrainTimerCreationOptions(LookForDue, LookForDue) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        _pump.Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<AckVerdict> Acknowledge(CustomerId customer, string deliveryId, long version, CancellationToken ct)
    {
        var verdict = await _sender.Acknowledge(customer, _platform, deliveryId, version, ct);
        _instruments.OnAcknowledged(_platform, Words.Of(verdict));
        return verdict;
    }

    private async Task<bool> Round()
    {
        try
        {
            var now = _clock.Now;
            var free = SendsAtOnce - _inFlight.Count;
            if (now < _heldUntil || free <= 0)
            {
                return false;
            }

            // Rows in flight and rows left alone are still open, so as many more are asked for.
            _aside.Return(now);
            var open = await _deliveries.Open(_platform, _slots.First, _slots.Count, now, SendsAtOnce + free + _aside.Count, CancellationToken.None);
            foreach (var row in open.Where(r => !_inFlight.Contains(r.Customer) && !_aside.Has(r.Customer)).Take(free))
            {
                _inFlight.Add(row.Customer);
                _ = Send(row);
            }

            return false;
        }
        catch (Exception why)
        {
            RoundFailed(_logger, _platform, why.GetType().Name);
            return false;
        }
    }

    // Each send that ends makes room and wakes the pump, so a slow answer holds nobody else up.
    private async Task Send(DeliveryRow row)
    {
        try
        {
            if (await _sender.Send(row, CancellationToken.None) == SendEnd.Hold)
            {
                _heldUntil = _clock.Now + HoldFor;
                PlatformHeld(_logger, _platform);
            }
        }
        catch (Exception why)
        {
            // The row is as the last durable step left it; a later round takes it up from there.
            SendFailed(_logger, row.Customer, _platform, why.GetType().Name);
            _aside.Leave(row.Customer, _clock.Now);
        }
        finally
        {
            _inFlight.Remove(row.Customer);
            _pump.Wake();
        }
    }

    [LoggerMessage(2301, LogLevel.Warning, "Connector of {Platform}: a round failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, PlatformName platform, string fault);

    [LoggerMessage(2302, LogLevel.Warning, "Customer {Customer} on {Platform}: a delivery could not be carried on and will be, {Fault}")]
    private static partial void SendFailed(ILogger logger, CustomerId customer, PlatformName platform, string fault);

    [LoggerMessage(2303, LogLevel.Error, "Platform {Platform} refuses us; it is left alone for a while")]
    private static partial void PlatformHeld(ILogger logger, PlatformName platform);
}
