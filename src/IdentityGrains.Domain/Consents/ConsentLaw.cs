using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Consents;

/// <summary>Saying yes needs authority, proof and a notice; saying no needs nothing but to be said.</summary>
internal static class ConsentLaw
{
    public static Decision Decide(Asked asked, GrantConsent command)
    {
        if (!asked.Policy.Purposes.TryGetValue(command.Purpose, out var purpose))
        {
            return Decision.Refuse(Refusal.UnknownPurpose, new Fault("purpose", "unknown-purpose"));
        }

        if (asked.Source.Kind is SourceKind.PartnerEnrichment or SourceKind.Derived or SourceKind.IdentityProvider)
        {
            return Decision.Refuse(Refusal.NotAuthoritative, new Fault("purpose", "not-authoritative"));
        }

        if (asked.Proof < ProofLevel.ServiceAuthenticated)
        {
            return Decision.Refuse(Refusal.InsufficientProof);
        }

        if (!asked.HasOwed(command.Evidence))
        {
            return Decision.Refuse(Refusal.EvidenceMissing, new Fault("evidence", "evidence-missing"));
        }

        // No mandate can be looked up yet, so the guardian's word must say where it can be.
        if (command.ByGuardian && command.Evidence.IsEmpty)
        {
            return Decision.Refuse(Refusal.EvidenceMissing, new Fault("evidence", "evidence-missing"));
        }

        if (command.NoticeVersion != purpose.NoticeVersion)
        {
            return Decision.Refuse(Refusal.NoticeUnknown, new Fault("noticeVersion", "notice-unknown"));
        }

        var facts = Facts.Of(asked.Customer, asked.Policy, asked.Now);
        if (AgeGate.WhyNot(command.Purpose, facts, asked.Policy, command.ByGuardian) is { } tooYoungOrOld)
        {
            return Decision.Refuse(tooYoungOrOld, new Fault("purpose", Code(tooYoungOrOld)));
        }

        var act = Act(asked, Stance.Granted, command.NoticeVersion, command.ObservedAt, command.Evidence);
        return Decision.Accept(command.ByGuardian
            ? new GuardianConsentGranted(command.Purpose, act, Stands(asked.Customer.GuardianConsents, command.Purpose, act))
            : new ConsentGranted(command.Purpose, act, Stands(asked.Customer.Consents, command.Purpose, act)));
    }

    public static Decision Decide(Asked asked, WithdrawConsent command)
    {
        if (!asked.Policy.Purposes.ContainsKey(command.Purpose))
        {
            return Decision.Refuse(Refusal.UnknownPurpose, new Fault("purpose", "unknown-purpose"));
        }

        // No further guard: a withdrawal is never refused for its form, its proof or who brings it. One that is dated ahead counts from the last
        // instant that is not: later than every grant that may have come before it, and not for ever.
        var observedAt = command.ObservedAt < asked.LatestObservation ? command.ObservedAt : asked.LatestObservation;
        var act = Act(asked, Stance.Denied, null, observedAt, command.Evidence);
        return Decision.Accept(command.ByGuardian
            ? new GuardianConsentWithdrawn(command.Purpose, act, Stands(asked.Customer.GuardianConsents, command.Purpose, act))
            : new ConsentWithdrawn(command.Purpose, act, Stands(asked.Customer.Consents, command.Purpose, act)));
    }

    // The act that the customer did last is in force, in whatever order acts arrive; where instants tie, the stricter one.
    private static bool Stands(ImmutableDictionary<PurposeName, ConsentAct> acts, PurposeName purpose, ConsentAct act) =>
        !acts.TryGetValue(purpose, out var current)
        || act.ObservedAt > current.ObservedAt
        || (act.ObservedAt == current.ObservedAt && (act.Stance == Stance.Denied || current.Stance == Stance.Granted));

    private static string Code(Refusal why) => why == Refusal.NeedsOwnDecision ? "needs-own-decision" : "age-gate";

    private static ConsentAct Act(Asked asked, Stance stance, string? notice, DateTimeOffset observedAt, ImmutableArray<Evidence> evidence) =>
        new(stance, notice, observedAt, asked.Source.Name, asked.Proof, evidence, asked.NextVersion);
}
