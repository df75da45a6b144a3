using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Restriction;

namespace IdentityGrains.Domain.Rollback;

/// <summary>
/// Rolling back is people's work, with a case:
/// 1. a field goes back to a version: what was said since counts no more, what counted then counts again;
/// 2. a change set goes: its claims count no more, and what they ended counts again, unless something later took that place;
/// 3. a permission goes back only towards less: a grant of the change set is withdrawn and a released restriction is in force again; a withdrawal stays.
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

        if (command.Scope is RollbackScope.FieldTo to && !asked.Policy.Fields.ContainsKey(to.Field))
        {
            return Decision.Refuse(Refusal.UnknownField, new Fault(to.Field.Value, "unknown-field"));
        }

        if (FieldRollback.Of(asked.Customer, command.Scope, asked.Background.Past, asked.Policy) is not { } fields)
        {
            return Decision.Refuse(Refusal.VersionUnknown, new Fault(command.Scope is RollbackScope.FieldTo ? "toVersion" : "changeSet", "version-not-found"));
        }

        ImmutableArray<CustomerEvent> events = [.. Retractions(asked, fields), .. Less(asked, command)];
        return !events.IsEmpty ? new Decision.Accepted([.. events, .. Reevaluation.OfWhatFollows(asked.Customer, events, asked.Policy, asked.Now)])
            : command.Scope is RollbackScope.ChangeSet set && Tightened(asked, set) ? Decision.Refuse(Refusal.OnlyStricter)
            : Decision.Unchanged.Instance;
    }

    private static ImmutableArray<CustomerEvent> Retractions(Asked asked, ImmutableArray<FieldRollback> fields)
    {
        var events = ImmutableArray.CreateBuilder<CustomerEvent>();
        var index = 0;
        foreach (var field in fields.Where(f => f.DoesSomething))
        {
            events.AddRange(Claims.Retractions.Restoring(asked, field.Field, RetractionGround.RolledBack, field.Stopped, field.Returned, index));
            index += field.Returned.Length;
        }

        return events.DrainToImmutable();
    }

    private static ImmutableArray<CustomerEvent> Less(Asked asked, RollBack command)
    {
        if (command.Scope is not RollbackScope.ChangeSet set)
        {
            return [];
        }

        var (before, after, now) = (FieldRollback.BeforeOf(set, asked.Customer.Id, asked.Background.Past), asked.Background.Past[set.Version], asked.Customer);
        return
        [
            .. GrantsOf(before.Consents, after.Consents, now.Consents)
                .Select(g => new ConsentWithdrawn(g.Key, Withdrawal(asked, command, g.Value), Stands: true)),
            .. GrantsOf(before.GuardianConsents, after.GuardianConsents, now.GuardianConsents)
                .Select(g => new GuardianConsentWithdrawn(g.Key, Withdrawal(asked, command, g.Value), Stands: true)),
            .. before.Restricted && !after.Restricted && !now.Restricted
                ? new CustomerEvent[] { new ProcessingRestricted(asked.Source.Name, asked.Proof, command.Evidence) }
                : [],
        ];
    }

    // What the change set granted and nobody said anything of since.
    private static IEnumerable<KeyValuePair<PurposeName, ConsentAct>> GrantsOf(
        ImmutableDictionary<PurposeName, ConsentAct> before, ImmutableDictionary<PurposeName, ConsentAct> after,
        ImmutableDictionary<PurposeName, ConsentAct> now) =>
        after.Where(c => c.Value.Stance == Stance.Granted && IsNew(c, before) && now.GetValueOrDefault(c.Key)?.RecordedAtVersion == c.Value.RecordedAtVersion)
            .OrderBy(c => c.Key.Value, StringComparer.Ordinal);

    // Dated no earlier than the grant, or a grant that comes late and lies between the two would stand.
    private static ConsentAct Withdrawal(Asked asked, RollBack command, ConsentAct granted) => new(
        Stance.Denied, null, command.ObservedAt > granted.ObservedAt ? command.ObservedAt : granted.ObservedAt, asked.Source.Name, asked.Proof,
        command.Evidence, asked.NextVersion);

    private static bool Tightened(Asked asked, RollbackScope.ChangeSet set)
    {
        var (before, after) = (FieldRollback.BeforeOf(set, asked.Customer.Id, asked.Background.Past), asked.Background.Past[set.Version]);
        return (after.Restricted && !before.Restricted) || (after.Gpc && !before.Gpc)
            || after.Consents.Any(c => c.Value.Stance == Stance.Denied && IsNew(c, before.Consents))
            || after.GuardianConsents.Any(c => c.Value.Stance == Stance.Denied && IsNew(c, before.GuardianConsents));
    }

    private static bool IsNew(KeyValuePair<PurposeName, ConsentAct> act, ImmutableDictionary<PurposeName, ConsentAct> before) =>
        before.GetValueOrDefault(act.Key)?.RecordedAtVersion != act.Value.RecordedAtVersion;
}
