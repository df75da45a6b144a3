using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Formats.Schedules;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Delivery.Pace;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Reconciling;
using IdentityGrains.Storage.Sealing;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>
/// Looks back at one platform, by the policy's schedule or when somebody asks. A run goes step by step, and each step is kept: whoever carries on after a
/// crash repeats one step at most.
/// </summary>
[GrainType("reconciler"), Reentrant]
internal sealed partial class ReconcilerGrain : Grain, IReconcilerGrain
{
    private const int MostRaces = 8;

    private static readonly TimeSpan LookForDue = TimeSpan.FromSeconds(1);

    private readonly ReconcilerBench _bench;
    private readonly PlatformExceptions _exceptions;
    private readonly Instruments _instruments;
    private readonly ILogger _logger;
    private readonly LookStage _look;
    private readonly RepairStage _repair;
    private readonly VerifyStage _verify;
    private readonly DriftDesk _drifts;
    private readonly Pump _pump;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Begins asleep.</summary>
    public ReconcilerGrain(
        IGrainContext context, IGrainFactory grains, IDeliveries deliveries, IReconciliations runs, ICustomerKeys keys, IndexKey index,
        InstalledPlatforms platforms, PoliciesInForce policies, SendGate gate, PlatformExceptions exceptions, IStoreClock clock, TimeProvider time,
        Instruments instruments, ILogger<ReconcilerGrain> logger)
    {
        (_exceptions, _instruments, _logger) = (exceptions, instruments, logger);
        var platform = new PlatformName(context.GrainId.Key.ToString()!);
        var installed = platforms.Find(platform) ?? throw new InvalidOperationException("No connector speaks to this platform.");
        var delivery = new DeliveryBench(
            platform, installed, id => grains.Internal(id), deliveries, policies, gate, clock, time, instruments, index, exceptions);
        _bench = new ReconcilerBench(delivery, runs, keys, index, new PlatformLeave(grains.GetGrain<IPaceGrain>(platform.Value), time));
        var looker = new CopyLooker(_bench);
        (_look, _repair, _verify) = (new LookStage(_bench, looker), new RepairStage(_bench), new VerifyStage(_bench, looker));
        _drifts = new DriftDesk(_bench, looker, _repair);
        _pump = new Pump(Round);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A run may have to wait for the platform, and nobody else wakes it then.
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
    public async Task<long> Start(ReconciliationMode? mode, string by, CancellationToken ct)
    {
        for (var races = 0; races < MostRaces; races++)
        {
            var last = await Last(ct);
            if (last is { Stage: not ReconciliationStage.Finished })
            {
                return last.Number;
            }

            var begun = await Begin(last, mode, by, ct);
            if (await _bench.Runs.Keep(null, begun, [], ct))
            {
                _pump.Wake();
                return begun.Number;
            }
        }

        throw new InvalidOperationException("A run lost every race to begin.");
    }

    /// <inheritdoc/>
    public Task<DriftAnswer> Accept(CustomerId customer, FieldName field, PrincipalId by, CancellationToken ct) => _drifts.Accept(customer, field, by, ct);

    private async Task<bool> Round()
    {
        try
        {
            if (_bench.Platform is not { } platform || _bench.Now < _notBefore)
            {
                return false;
            }

            var last = await Last(CancellationToken.None);
            return last is { Stage: not ReconciliationStage.Finished } ? await Step(last) : await BeginIfDue(last, platform.Reconcile);
        }
        catch (Exception why)
        {
            RoundFailed(_logger, _bench.Delivery.Platform, why.GetType().Name);
            return false;
        }
    }

    private async Task<bool> Step(Reconciliation run)
    {
        var step = await (run.Stage switch
        {
            ReconciliationStage.Looking => _look.Next(run, CancellationToken.None),
            ReconciliationStage.Repairing => _repair.Next(run, CancellationToken.None),
            _ => _verify.Next(run, CancellationToken.None),
        });
        _notBefore = step.Wait is { } wait ? _bench.Now + wait : DateTimeOffset.MinValue;
        var after = step.After.Moved(_bench.Now);
        if (after.Stage == ReconciliationStage.Finished)
        {
            // Before it is over: whoever finds it so does not look at it a second time. Whoever wins the race instead says the same or better.
            await _exceptions.Reconciled(after, CancellationToken.None);
        }

        if (!await _bench.Runs.Keep(run, after, step.Drifts, CancellationToken.None) || after.Stage != ReconciliationStage.Finished)
        {
            return step.Wait is null;
        }

        _instruments.OnReconciled(after);
        RunOver(_logger, after.Platform, after.Number, after.Figures.Looked, after.Figures.Drifting, after.Figures.Repaired, after.Stopped);
        return false;
    }

    private async Task<bool> BeginIfDue(Reconciliation? last, ReconcilePlan plan)
    {
        var since = _bench.Delivery.Policies.Current.Active.ActivatedAt;
        var after = last is not null && last.StartedAt > since ? last.StartedAt : since;
        if (Schedule.Next(plan.Schedule, after) is not { } due || _bench.Now < due)
        {
            return false;
        }

        return await _bench.Runs.Keep(null, await Begin(last, mode: null, RunMoves.BySchedule, CancellationToken.None), [], CancellationToken.None);
    }

    private async Task<Reconciliation> Begin(Reconciliation? last, ReconciliationMode? mode, string by, CancellationToken ct)
    {
        var (platform, now) = (_bench.Delivery.Platform, _bench.Now.InMicroseconds());
        var asked = mode ?? ReconciliationPlan.ModeOf(_bench.Platform!.Reconcile, _bench.Changes is not null, await _bench.Runs.LastFull(platform, ct), now);

        // Without a feed nobody tells what changed; without reading, our own rows are all there is, and they are soon looked through.
        var chosen = _bench.Reader is null || (asked == ReconciliationMode.Incremental && _bench.Changes is null) ? ReconciliationMode.Full : asked;
        return new Reconciliation(
            platform, (last?.Number ?? 0) + 1, chosen, ReconciliationStage.Looking, now, now, by, null, last?.Feed, null, ReconciliationFigures.None);
    }

    private Task<Reconciliation?> Last(CancellationToken ct) => _bench.Runs.Newest(_bench.Delivery.Platform, ct);

    [LoggerMessage(2801, LogLevel.Information,
        "Reconciliation of {Platform} {Number}: {Looked} customers looked at, {Drifting} differ, {Repaired} repaired; stopped: {Stopped}")]
    private static partial void RunOver(ILogger logger, PlatformName platform, long number, long looked, long drifting, long repaired, string? stopped);

    [LoggerMessage(2802, LogLevel.Warning, "Reconciliation of {Platform}: a step failed and will be repeated, {Fault}")]
    private static partial void RoundFailed(ILogger logger, PlatformName platform, string fault);
}
