using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Consents;

/// <summary>Whether a purpose is permitted for a person, and why not.</summary>
public static class Permission
{
    private const string Gpc = "gpc";

    /// <summary>Asks the region's model, the signals, the age and the consents, in that order.</summary>
    public static PurposeVerdict Of(PurposeName purpose, SubjectFacts facts, Policy policy)
    {
        // A region that the policy does not know is as good as none.
        if (facts.Region is not { } name || !policy.Regions.TryGetValue(name, out var region))
        {
            return Everywhere(purpose, facts, policy) ? new PurposeVerdict(true, null, null) : No(NotPermitted.UnknownRegionStrictest);
        }

        return WhyNot(purpose, facts, region) is { } why ? No(why) : new PurposeVerdict(true, region.Purposes[purpose].Basis, null);
    }

    /// <summary>True when the purpose is permitted only because somebody said yes to it.</summary>
    internal static bool RestsOnGrant(PurposeName purpose, SubjectFacts facts, Policy policy) =>
        facts.Region is { } name && policy.Regions.TryGetValue(name, out var region)
            ? RestsOnGrant(purpose, facts, region)
            : policy.Regions.Values.Any(r => RestsOnGrant(purpose, facts, r));

    private static bool RestsOnGrant(PurposeName purpose, SubjectFacts facts, Region region) =>
        region.Purposes.TryGetValue(purpose, out var rule)
        && rule.Model is not (PurposeModel.Contract or PurposeModel.LegalObligation)
        && (rule.Model == PurposeModel.Consent
            || facts.AgeYears < region.Minors.AgeOfConsent(facts.Country)
            || (facts.AgeYears < region.Minors.SelfOptInUntil && region.Minors.SelfOptInPurposes.Contains(purpose)));

    private static PurposeVerdict No(NotPermitted why) => new(false, null, why);

    private static bool Everywhere(PurposeName purpose, SubjectFacts facts, Policy policy)
    {
        foreach (var region in policy.Regions.Values)
        {
            if (WhyNot(purpose, facts, region) is not null)
            {
                return false;
            }
        }

        // "Every one of none" must not read as yes.
        return policy.Regions.Count > 0;
    }

    private static NotPermitted? WhyNot(PurposeName purpose, SubjectFacts facts, Region region)
    {
        // 1. Silence of the region never permits.
        if (!region.Purposes.TryGetValue(purpose, out var rule))
        {
            return NotPermitted.NotInRegion;
        }

        // 2. What the contract or the law demands.
        if (rule.Model is PurposeModel.Contract or PurposeModel.LegalObligation)
        {
            return null;
        }

        // 3. A privacy signal.
        if (facts.Gpc && region.Signals.TryGetValue(Gpc, out var withdrawn) && withdrawn == purpose)
        {
            return NotPermitted.Gpc;
        }

        // 4. Age.
        if (facts.AgeYears is not { } age)
        {
            return rule.Model == PurposeModel.Consent ? NotPermitted.UnknownAge : ByModel(rule.Model, purpose, facts);
        }

        var minors = region.Minors;
        var ageOfConsent = minors.AgeOfConsent(facts.Country);
        if (age < (minors.ProhibitedUntil ?? ageOfConsent) && minors.Prohibited.Contains(purpose))
        {
            return NotPermitted.ProhibitedForMinor;
        }

        if (age < ageOfConsent)
        {
            return ForChild(purpose, facts, minors);
        }

        if (age < minors.SelfOptInUntil && minors.SelfOptInPurposes.Contains(purpose) && facts.StanceOn(purpose) != Stance.Granted)
        {
            return NotPermitted.MinorNeedsSelfOptIn;
        }

        // 5. The model.
        return ByModel(rule.Model, purpose, facts);
    }

    private static NotPermitted? ForChild(PurposeName purpose, SubjectFacts facts, MinorRules minors)
    {
        if (!facts.GuardianConsents.TryGetValue(purpose, out var guardian) || guardian != Stance.Granted)
        {
            return NotPermitted.MinorNeedsGuardian;
        }

        var child = facts.StanceOn(purpose);
        if (child == Stance.Denied)
        {
            return NotPermitted.MinorRefused;
        }

        var joint = facts.Country is { } country && minors.JointWithChild.Contains(country);
        return joint && child != Stance.Granted ? NotPermitted.MinorMustAgreeToo : null;
    }

    private static NotPermitted? ByModel(PurposeModel model, PurposeName purpose, SubjectFacts facts) => (model, facts.StanceOn(purpose)) switch
    {
        (PurposeModel.Consent, Stance.Granted) => null,
        (PurposeModel.Consent, _) => NotPermitted.NoConsent,
        (PurposeModel.OptOut, Stance.Denied) => NotPermitted.OptedOut,
        (PurposeModel.Objection, Stance.Denied) => NotPermitted.Objected,
        _ => null,
    };

    private static Stance? StanceOn(this SubjectFacts facts, PurposeName purpose) =>
        facts.Consents.TryGetValue(purpose, out var stance) ? stance : null;
}

/// <summary>Whether a purpose is permitted.</summary>
/// <param name="Permitted">Yes or no.</param>
/// <param name="Basis">The lawful basis when it is permitted in a known region.</param>
/// <param name="Why">Why it is not; null when it is.</param>
public sealed record PurposeVerdict(bool Permitted, string? Basis, NotPermitted? Why);
