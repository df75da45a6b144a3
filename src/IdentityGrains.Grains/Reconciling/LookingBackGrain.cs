using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Reconciling;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>The door to reconciliations, to what they found, and to what is to be taken back.</summary>
[GrainType("looking-back"), StatelessWorker, Reentrant]
internal sealed class LookingBackGrain(
    IReconciliations runs, IDeliveries deliveries, PoliciesInForce policies, InstalledPlatforms platforms, IStoreClock clock) : Grain, ILookingBackGrain
{
    /// <summary>How many runs and drifts one answer has at most, whatever is asked for.</summary>
    public const int LongestList = 1_000;

    /// <summary>How many withdrawals one page has at most.</summary>
    public const int LongestPage = 500;

    // Of a platform's runs, the newest that is over is the first or the second.
    private const int Recent = 2;

    public async Task<StartAnswer> Start(PlatformName platform, ReconciliationMode? mode, CancellationToken ct = default)
    {
        var caller = CurrentCaller.Required;
        if (!caller.IsPerson)
        {
            return new StartAnswer.NotAPerson();
        }

        Readers.Admit(policies);
        return await Find(platform, ct) is null
            ? new StartAnswer.NoPlatform()
            : new StartAnswer.Begun(await GrainFactory.GetGrain<IReconcilerGrain>(platform.Value).Start(mode, caller.Principal.Value, ct));
    }

    public async Task<ImmutableArray<RunLine>?> Runs(PlatformName platform, int limit, CancellationToken ct = default)
    {
        Readers.Admit(policies);
        limit = Math.Clamp(limit, 1, LongestList);
        return await Find(platform, ct) is null ? null : [.. (await runs.Latest(platform, limit, ct)).Select(ReconciliationLines.Of)];
    }

    public async Task<RunReport?> Run(PlatformName platform, long number, int drifts, CancellationToken ct = default)
    {
        Readers.Admit(policies);
        if (await Find(platform, ct) is not { } mapped
            || (number == 0 ? await runs.Newest(platform, ct) : await runs.Find(platform, number, ct)) is not { } run)
        {
            return null;
        }

        drifts = Math.Clamp(drifts, 0, LongestList);

        // One customer more than is told says whether there are more.
        var found = await runs.Found(platform, run.Number, null, null, drifts + 1, ct);
        return new RunReport(
            ReconciliationLines.Of(run), mapped.Recipient.LegalName, policies.Current.Policy.Reference,
            [.. found.Take(drifts).Select(ReconciliationLines.Of)], found.Count > drifts);
    }

    public async Task<ImmutableArray<RunLine>> Conformance(CancellationToken ct = default)
    {
        Readers.Admit(policies);
        return [.. (await NewestFinished((await policies.Refresh(ct)).Policy, ct)).Select(ReconciliationLines.Of)];
    }

    public async Task<ImmutableArray<DriftLine>> Drifts(PlatformName? platform, int limit, CancellationToken ct = default)
    {
        Readers.Admit(policies);
        return IsNone(platform) ? [] : [.. (await runs.Newest(platform, Math.Clamp(limit, 1, LongestList), ct)).Select(ReconciliationLines.Of)];
    }

    public async Task<ImmutableArray<DriftCell>> DriftMap(CancellationToken ct = default)
    {
        Readers.Admit(policies);
        var policy = (await policies.Refresh(ct)).Policy;
        return ReconciliationLines.Map(await NewestFinished(policy, ct), await runs.OpenByField(ct), policy);
    }

    public async Task<DriftAnswer> AcceptDrift(CustomerId customer, PlatformName platform, FieldName field, CancellationToken ct = default)
    {
        var caller = CurrentCaller.Required;
        if (!caller.IsPerson)
        {
            return new DriftAnswer.Refused(DriftRefusal.NotAPerson);
        }

        var policy = (await policies.Refresh(ct)).Policy;
        var duty = ExceptionLaw.DutyOf(ExceptionLaw.Drift, policy, new ExceptionSubject(platform, field), clock.Now);
        return !ExceptionActs.IsFor(ExceptionLife.Begin(duty, clock.Now), caller, policy) ? new DriftAnswer.Refused(DriftRefusal.NotTheirs)
            : await Find(platform, ct) is null ? new DriftAnswer.NoDrift()
            : await GrainFactory.GetGrain<IReconcilerGrain>(platform.Value).Accept(customer, field, caller.Principal, ct);
    }

    public async Task<OpenWithdrawals> Withdrawals(PlatformName? platform, WithdrawalCursor? after, int limit, CancellationToken ct = default)
    {
        Readers.Admit(policies);
        if (IsNone(platform) || IsNone(after?.Platform))
        {
            return new OpenWithdrawals([], null);
        }

        limit = Math.Clamp(limit, 1, LongestPage);

        // One more than is told says whether there are more.
        var place = after is null ? null : new WithdrawalPlace(after.PlannedAt, after.Customer, after.Platform);
        var open = await deliveries.Withdrawals(platform, place, limit + 1, ct);
        var (policy, now) = (policies.Current.Policy, clock.Now);
        return new OpenWithdrawals(
            [.. open.Take(limit).Select(r => ReconciliationLines.Of(r, policy, now))],
            open.Count > limit ? new WithdrawalCursor(open[limit - 1].PlannedAt, open[limit - 1].Customer, open[limit - 1].Platform) : null);
    }

    private async Task<IEnumerable<Reconciliation>> NewestFinished(Policy policy, CancellationToken ct)
    {
        var known = await Task.WhenAll(platforms.Of(policy).Select(p => runs.Latest(p.Name, Recent, ct)));
        return known.Select(r => r.FirstOrDefault(run => run.Stage == ReconciliationStage.Finished)).OfType<Reconciliation>();
    }

    // What can be no platform's name, and no store takes.
    private static bool IsNone(PlatformName? platform) => platform is { } named && !Words.IsName(named.Value);

    private async Task<Platform?> Find(PlatformName platform, CancellationToken ct) =>
        platforms.IsInstalled(platform) ? (await policies.Refresh(ct)).Policy.Platforms.GetValueOrDefault(platform) : null;
}
