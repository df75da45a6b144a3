using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Consents;

/// <summary>
/// Who may say yes at the customer's age. It is asked of what is known: while age or region are unknown the word is kept, and permits nothing before they are.
/// </summary>
internal static class AgeGate
{
    public static Refusal? WhyNot(PurposeName purpose, SubjectFacts facts, Policy policy, bool byGuardian)
    {
        if (facts.AgeYears is not { } age || facts.Region is not { } name || !policy.Regions.TryGetValue(name, out var region)
            || !region.Purposes.TryGetValue(purpose, out var rule) || rule.Model is PurposeModel.Contract or PurposeModel.LegalObligation)
        {
            return null;
        }

        var minors = region.Minors;
        var ageOfConsent = minors.AgeOfConsent(facts.Country);
        if (minors.Prohibited.Contains(purpose) && age < (minors.ProhibitedUntil ?? ageOfConsent))
        {
            return Refusal.AgeGate;
        }

        if (age >= ageOfConsent)
        {
            return byGuardian ? Refusal.NeedsOwnDecision : null;
        }

        // Where guardian and child decide together, the child's word counts too.
        var together = facts.Country is { } country && minors.JointWithChild.Contains(country);
        return byGuardian || together ? null : Refusal.AgeGate;
    }
}
