using IdentityGrains.Client.Acknowledgements;
using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery.Pace;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Works off one platform's open deliveries of a partition, the most urgent first, one in flight per customer. It is woken by the
/// planner, by its own clock when a retry is due, and by a sweep.
/// </summary>
[GrainType("connector"), Reentrant]
internal sealed class ConnectorGrain : Grain, IConnectorGrain
{
    /// <summary>How many requests to the platform one partition has in flight at once.</summary>
    public const int RequestsAtOnce = 32;

    /// <summary>How many of them are kept for withdrawals.</summary>
    public const int RequestsForUrgent = 4;

    /// <summary>How many customers one partition has in hand at once.</summary>
    public const int CustomersAtOnce = 1_024;

    private static readonly TimeSpan LookForDue = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(25);

    private readonly DeliveryBench _bench;
    private readonly ILogger _logger;
    private readonly DeliverySender _sender;
    private readonly ConnectorCapabilities? _jobCan;
    private readonly DeliverySender? _jobSender;
    private readonly DeliveryLooker? _looker;
    private readonly DeliveryCallbacks _callbacks;
    private readonly PlatformLeave _leave;
    private readonly Pump _pump;
    private readonly WorkInHand _hand = new();
    private readonly OpenRows _open;

    /// <summary>Begins asleep.</summary>
    public ConnectorGrain(
        IGrainContext context, IGrainFactory grains, IDeliveries deliveries, InstalledPlatforms platforms, PoliciesInForce policies, SendGate gate,
        IStoreClock clock, TimeProvider time, Instruments instruments, IndexKey index, PlatformExceptions exceptions,
        ILogger<ConnectorGrain> logger)
    {
        _logger = logger;
        (var platform, var first, var count) = InstalledPlatforms.Parse(context.GrainId.Key.ToString()!);
        var installed = platforms.Find(platform) ?? throw new InvalidOperationException("No connector speaks to this platform.");
        _bench = new DeliveryBench(
            platform, installed, id => grains.Internal(id), deliveries, policies, gate, clock, time, instruments, index, exceptions);
        _open = new OpenRows(_bench, first, count, _hand);
        _sender = new DeliverySender(_bench, installed.Connector);
        (_jobCan, _jobSender) = (installed.Jobs?.Capabilities, installed.Jobs is { } jobs ? new DeliverySender(_bench, jobs) : null);
        _looker = installed.Reader is { } reader ? new DeliveryLooker(_bench, reader) : null;
        _callbacks = new DeliveryCallbacks(_bench);
        _leave = new PlatformLeave(grains.GetGrain<IPaceGrain>(platform.Value), time);
        _pump = new Pump(Round, Rest, time);
    }

    // Asked anew each time: some platforms say only when they are spoken to how much they take at once.
    private ConnectorCapabilities Can => _bench.Installed.Connector.Capabilities;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Retries become due by time alone.
        this.RegisterGrainTimer(Wake, new GrainTimerCreationOptions(LookForDue, LookForDue) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _hand.CutOff(cancellationToken);

    /// <inheritdoc/>
    public Task Wake()
    {
        _pump.Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<AckVerdict> Acknowledge(CustomerId customer, string deliveryId, long version, CancellationToken ct)
    {
        var verdict = await _callbacks.Acknowledge(customer, deliveryId, version, ct);
        _bench.Instruments.OnAcknowledged(_bench.Platform, Words.Of(verdict));
        return verdict;
    }

    private async Task<bool> Round()
    {
        try
        {
            var can = Can;
            var most = Math.Min(RequestsAtOnce * can.BatchSize, CustomersAtOnce);
            if (_hand.Requests >= RequestsAtOnce || _hand.Customers >= most)
            {
                return false;
            }

            var (byJob, looks) = (_hand.HasJob ? null : _jobCan, _looker?.AtOnce ?? 0);
            var free = await _open.Read(most + (byJob?.BatchSize ?? 0) - _hand.Customers, CancellationToken.None);
            var job = DeliveryQueue.ForJob(free, byJob, looks);
            var others = (job is null ? free : free.Except(job.Rows)).Take(most - _hand.Customers);
            DeliveryWork[] work = [.. job is null ? [] : (DeliveryWork[])[job], .. DeliveryQueue.Sort(others, can, looks)];
            if (work.Length == 0)
            {
                return false;
            }

            await _leave.Ask(work.Count(w => w.Urgent), work.Count(w => !w.Urgent));
            if (Begin(work))
            {
                return false;
            }

            // Nobody else wakes the pump when the platform takes more.
            await Task.Delay(_leave.Wait, _bench.Time);
            return true;
        }
        catch (Exception why)
        {
            ConnectorLog.RoundFailed(_logger, _bench.Platform, why.GetType().Name);
            return false;
        }
    }

    // False when the platform's limit stood in the way of something.
    private bool Begin(IEnumerable<DeliveryWork> work)
    {
        var mayAll = true;
        foreach (var one in work)
        {
            if (_hand.Requests >= RequestsAtOnce - (one.Urgent ? 0 : RequestsForUrgent))
            {
                continue;
            }

            if (!_leave.Take(one.Urgent))
            {
                mayAll = false;
                continue;
            }

            _ = Do(one);
        }

        return mayAll;
    }

    // Each request that ends makes room and wakes the pump, so a slow answer holds nobody else up.
    private async Task Do(DeliveryWork work)
    {
        using var enough = new CancellationTokenSource();
        _hand.Take(work, enough);
        try
        {
            if (work.Looks)
            {
                _leave.Tell(await _looker!.Look(work.Rows, CancellationToken.None));
            }
            else if (await (work.ByJob ? _jobSender! : _sender).Send(work.Rows, enough.Token, CancellationToken.None) is { } answer)
            {
                _leave.Tell(answer);
            }
            else if (_jobCan is not null)
            {
                // A job that lost its silo keeps its customers' permits: asked about at every turn, they would keep everybody behind them waiting.
                _open.Leave(work);
            }
        }
        catch (Exception why)
        {
            // The rows are as the last durable step left them; a later round takes them up from there.
            Array.ForEach([.. work.Rows], r => ConnectorLog.SendFailed(_logger, r.Customer, _bench.Platform, why.GetType().Name));
            _open.Leave(work);
        }
        finally
        {
            _hand.Return(work);
            _pump.Wake();
        }
    }
}
