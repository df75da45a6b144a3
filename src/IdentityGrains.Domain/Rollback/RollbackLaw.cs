using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Rollback;

/// <summary>
/// Rolling back is people's work, with a case:
/// 1. a field goes back to a version: what was said since counts no more, what counted then counts again;
/// 2. a change set goes: its claims count no more, and what they ended counts again, unless something later took that place;
/// 3. a consent goes back only towards less: a grant of the change set is withdrawn, a withdrawal stays.
/// What comes of it is resolved under today's policy, like everything else.
/// </summary>
internal static class RollbackLaw
{
    public static Decision Decide(Asked asked, RollBack command)
    {
        if (asked.Source.Kind != SourceKind.HumanConsole)
        {
            return Decision.Refuse(Refusal.NotAuthoritative);
        }

        if (!asked.HasOwed(command.Evidence))
        {
            return Decision.Refuse(Refusal.EvidenceMissing, new Fault("evidence", "evidence-missing"));
        }

        return command.Scope switch
        {
            RollbackScope.FieldTo scope => Field(asked, scope),
            RollbackScope.ChangeSet scope => ChangeSet(asked, command, scope),
            _ => Unknown,
        };
    }

    private static Decision Unknown => Decision.Refuse(Refusal.VersionUnknown, new Fault("version", "version-unknown"));

    private static Decision Field(Asked asked, RollbackScope.FieldTo scope)
    {
        if (!asked.Policy.Fields.ContainsKey(scope.Field))
        {
            return Decision.Refuse(Refusal.UnknownField, new Fault(scope.Field.Value, "unknown-field"));
        }

        if (!asked.Background.Past.TryGetValue(scope.Version, out var then))
        {
            return Unknown;
        }

        var (was, now) = (then.Field(scope.Field), asked.Customer.Field(scope.Field));
        ImmutableArray<ClaimId> since = [.. now.Live.Select(j => j.Claim.Id).Where(id => id.Version > scope.Version)];
        var events = Retract(asked, scope.Field, since, [.. was.Live.Select(j => j.Claim).Where(c => now.Find(c.Id) is null)], 0);
        return events is null ? Decision.Unchanged.Instance : Decision.Accept(events);
    }

    private static Decision ChangeSet(Asked asked, RollBack command, RollbackScope.ChangeSet scope)
    {
        if (!asked.Background.Past.TryGetValue(scope.Version, out var after))
        {
            return Unknown;
        }

        var before = asked.Background.Past.GetValueOrDefault(scope.Version - 1) ?? Customer.Nobody(asked.Customer.Id);
        var events = ImmutableArray.CreateBuilder<CustomerEvent>();
        var restored = 0;
        foreach (var name in after.Fields.Keys.Where(asked.Policy.Fields.ContainsKey).OrderBy(f => f.Value, StringComparer.Ordinal))
        {
            var now = asked.Customer.Field(name);
            ImmutableArray<ClaimId> said = [.. now.Live.Select(j => j.Claim.Id).Where(id => id.Version == scope.Version)];
            var ended = before.Field(name).Live.Select(j => j.Claim).Where(c => after.Field(name).Find(c.Id) is null && !IsReplaced(c, now, said));
            if (Retract(asked, name, said, [.. ended], restored) is { } retracted)
            {
                restored += retracted.Restored.Length;
                events.Add(retracted);
            }
        }

        events.AddRange(LessConsent(asked, command, before, after));
        return events.Count > 0 ? new Decision.Accepted(events.DrainToImmutable())
            : Tightened(before, after) ? Decision.Refuse(Refusal.OnlyStricter)
            : Decision.Unchanged.Instance;
    }

    private static ClaimsRetracted? Retract(Asked asked, FieldName field, ImmutableArray<ClaimId> retracted, ImmutableArray<Claim> restored, int index) =>
        retracted.IsEmpty && restored.IsEmpty ? null : Retractions.Of(
            asked, field, RetractionGround.RolledBack, retracted,
            [.. restored.Select((c, i) => c with { Id = new ClaimId(asked.NextVersion, index + i) })]);

    // A later claim of the same source under the same key stands where this one stood; putting it back would end at once.
    private static bool IsReplaced(Claim claim, FieldState now, ImmutableArray<ClaimId> said) =>
        now.Live.Any(j => !said.Contains(j.Claim.Id) && j.Claim.SharesKeyWith(claim) && j.Claim.Verified == claim.Verified && j.Claim.IsLaterThan(claim));

    private static IEnumerable<CustomerEvent> LessConsent(Asked asked, RollBack command, Customer before, Customer after)
    {
        foreach (var (purpose, act) in after.Consents.OrderBy(c => c.Key.Value, StringComparer.Ordinal))
        {
            var stillInForce = asked.Customer.Consents.GetValueOrDefault(purpose) == act;
            if (act.Stance == Stance.Granted && stillInForce && before.Consents.GetValueOrDefault(purpose) != act)
            {
                yield return new ConsentWithdrawn(
                    purpose,
                    new ConsentAct(Stance.Denied, null, command.ObservedAt, asked.Source.Name, asked.Proof, command.Evidence, asked.NextVersion),
                    Stands: true);
            }
        }
    }

    private static bool Tightened(Customer before, Customer after) =>
        (after.Restricted && !before.Restricted) || (after.Gpc && !before.Gpc)
        || after.Consents.Any(c => c.Value.Stance == Stance.Denied && before.Consents.GetValueOrDefault(c.Key) != c.Value);
}
