using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>
/// Has what stands at a platform asserted, because somebody says that it may be right: by the source that the platform is, under that source's own rules. The
/// platform wins nothing by it that it could not have won by saying so itself; where it loses, it is told ours again.
/// </summary>
internal sealed class DriftDesk(ReconcilerBench bench, CopyLooker looker, RepairStage repairs)
{
    /// <summary>Accepts the drift of one field.</summary>
    public async Task<DriftAnswer> Accept(CustomerId customer, FieldName field, PrincipalId by, CancellationToken ct)
    {
        var open = await bench.Runs.Of(bench.Delivery.Platform, [customer], bench.Now, ct);
        if (open.FirstOrDefault(d => d.Field == field && d.IsOpen) is not { } drift)
        {
            return new DriftAnswer.NoDrift();
        }

        if (!DriftLaw.MayBeRight(drift.Kind, drift.Left))
        {
            return new DriftAnswer.Refused(DriftRefusal.NoNews);
        }

        var policy = bench.Delivery.Policies.Current.Policy;
        if (SourceOf(policy) is not { } source || policy.Fields.GetValueOrDefault(field) is not { } rule || rule.RankOf(source.Name) is null)
        {
            return new DriftAnswer.Refused(DriftRefusal.NoSource);
        }

        // What was seen then may be another value by now, and only what stands there now can be right.
        if (await Shown(customer, field, ct) is not { } shown)
        {
            return new DriftAnswer.Silent();
        }

        if (shown.Kind is null)
        {
            await bench.Runs.Decide(drift, drift.Over(bench.Now), ct);
            return new DriftAnswer.Refused(DriftRefusal.Gone);
        }

        // It was news when it was found. What may not stand there, or is an old value of ours, is none, whatever stood there then.
        if (!DriftLaw.MayBeRight(shown.Kind.Value, drift.Left))
        {
            return new DriftAnswer.Refused(DriftRefusal.NoNews);
        }

        return ShownValue.Read(shown.Shown, rule.Format) is { } value
            ? await Assert(drift, source, Command(drift, shown, value), by, ct)
            : new DriftAnswer.Refused(DriftRefusal.Unreadable);
    }

    // A source that speaks for the platform has the platform's name.
    private Source? SourceOf(Policy policy) => policy.Sources.GetValueOrDefault(new SourceName(bench.Delivery.Platform.Value));

    private async Task<CopyField?> Shown(CustomerId customer, FieldName field, CancellationToken ct)
    {
        // A row that is not settled is about to be told anyway, and what stands there is about to go.
        if (await bench.Delivery.Row(customer, ct) is not { } row || !RunMoves.IsSettled(row))
        {
            return null;
        }

        var (failed, compared) = await looker.Look(await looker.Compose([row], ct), ct);
        return failed is null && compared is [var copy] ? copy.Fields.FirstOrDefault(f => f.Field == field) : null;
    }

    private AssertFields Command(Drift drift, CopyField shown, FieldValue value)
    {
        var now = bench.Now;
        var at = shown.Change?.At is { } told && told < now ? told : now;
        var name = $"{drift.Platform.Value}\n{drift.Field.Value}\n{drift.FoundAt.UtcTicks}\n{at.UtcTicks}";
        var operation = OperationId.FromTrusted("drift-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)));
        return new AssertFields(operation, drift.Customer, at, null, [new AssertedField(drift.Field, value)], []);
    }

    private async Task<DriftAnswer> Assert(Drift drift, Source source, AssertFields command, PrincipalId by, CancellationToken ct)
    {
        if (await bench.Delivery.Customers(drift.Customer).SpeakFor(source.Principal, command, ct) is not Answer.Done { Receipt: var receipt })
        {
            return new DriftAnswer.Refused(DriftRefusal.NotTaken);
        }

        var outcome = receipt.Fields.First(f => f.Field == drift.Field).Outcome;
        return await AfterCommit.Do<DriftAnswer>(async () =>
            new DriftAnswer.Done(outcome, receipt.Version, ReconciliationLines.Of(await Decided(drift, outcome, by, ct))));
    }

    private async Task<Drift> Decided(Drift drift, Outcome outcome, PrincipalId by, CancellationToken ct)
    {
        var stage = DriftLaw.AfterAssertion(outcome);
        if (stage == DriftStage.Repairing)
        {
            await repairs.Repair(drift.Customer, takesBack: false, ct);
        }

        var after = stage switch
        {
            DriftStage.Repairing => drift.Repairing(bench.Now),
            { } over => drift with { Stage = over, Left = null, StageAt = bench.Now.InMicroseconds() },
            null => drift,
        };

        // A run that came between has seen more than this has.
        await bench.Runs.Decide(drift, after with { DecidedBy = by }, ct);
        return after;
    }
}
