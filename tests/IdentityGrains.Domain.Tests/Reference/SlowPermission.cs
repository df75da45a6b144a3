using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>A second reading of "is purpose p permitted?" and "what may a platform be told?". Null stands for yes.</summary>
internal static class SlowPermission
{
    /// <summary>"Region unknown: permitted only if it is in every region (unknown_region_strictest)."</summary>
    public static NotPermitted? WhyNot(PurposeName p, SubjectFacts facts, Policy policy)
    {
        // A region that the document does not describe is as good as unknown.
        var region = policy.Regions.Values.SingleOrDefault(r => r.Name == facts.Region);
        if (region is not null)
        {
            return WhyNotIn(region, p, facts);
        }

        var everywhere = policy.Regions.Count == 0
            ? Allowances.PermittedInEveryOfNone
            : policy.Regions.Values.All(r => WhyNotIn(r, p, facts) is null);
        return everywhere ? null : NotPermitted.UnknownRegionStrictest;
    }

    /// <summary>"Restricted? -> withheld. Not mapped? -> withheld. minState unmet? -> withheld. Then the first listed purpose that is permitted."</summary>
    public static (Withheld? Why, PurposeName? Purpose) Release(PlatformName platform, FieldName field, SubjectFacts facts, Policy policy)
    {
        if (facts.Restricted)
        {
            return (Withheld.Restricted, null);
        }

        var mapped = policy.Platforms.Values.SingleOrDefault(p => p.Name == platform)?.Fields.SingleOrDefault(f => f.Field == field);
        if (mapped is null)
        {
            return (Withheld.NotMapped, null);
        }

        var state = facts.States.Where(s => s.Key == field).Select(s => s.Value).SingleOrDefault(VerificationState.None);
        if (mapped.MinState is { } needed && state != needed)
        {
            return (Withheld.VerificationState, null);
        }

        foreach (var purpose in mapped.Purposes)
        {
            if (WhyNot(purpose, facts, policy) is null)
            {
                return (null, purpose);
            }
        }

        return (Withheld.NoPurposePermitted, null);
    }

    /// <summary>"permitted = region model, then signals (GPC), then age; then own opt-in bands; then consent / opt-out / objection."</summary>
    private static NotPermitted? WhyNotIn(Region region, PurposeName p, SubjectFacts facts)
    {
        // A region whose laws say nothing of the purpose: see Allowances.
        if (!region.Purposes.TryGetValue(p, out var rule))
        {
            return Allowances.SilentRegion;
        }

        // "Model contract or legal_obligation: permitted."
        if (rule.Model is PurposeModel.Contract or PurposeModel.LegalObligation)
        {
            return null;
        }

        // "A privacy signal that the region maps to the withdrawal of p: gpc."
        if (facts.Gpc && region.Signals.Any(s => s.Key == "gpc" && s.Value == p))
        {
            return NotPermitted.Gpc;
        }

        // "Age unknown: with model consent not (unknown_age), otherwise go to the model."
        if (facts.AgeYears is not { } age)
        {
            return rule.Model == PurposeModel.Consent ? NotPermitted.UnknownAge : ByModel(rule.Model, Own(p, facts));
        }

        return WhyNotAt(age, region, p, facts, rule.Model);
    }

    /// <summary>"Age known: ..."</summary>
    private static NotPermitted? WhyNotAt(int age, Region region, PurposeName p, SubjectFacts facts, PurposeModel model)
    {
        var minors = region.Minors;
        var child = Own(p, facts);

        // "The age of consent (of the country, else the region)."
        var ageOfConsent = minors.PerCountry.Where(c => c.Key == facts.Country).Select(c => c.Value).SingleOrDefault(minors.ConsentAge);

        // "p prohibited and younger than prohibitedUntil (or, without it, the age of consent): prohibited_for_minor."
        if (minors.Prohibited.Contains(p) && age < (minors.ProhibitedUntil ?? ageOfConsent))
        {
            return NotPermitted.ProhibitedForMinor;
        }

        // "Younger than the age of consent: guardian has not granted; the child denied; a joint country and the child has not granted; else permitted."
        if (age < ageOfConsent)
        {
            return Guardian(p, facts) != Stance.Granted ? NotPermitted.MinorNeedsGuardian
                : child == Stance.Denied ? NotPermitted.MinorRefused
                : minors.JointWithChild.Any(c => c == facts.Country) && child != Stance.Granted ? NotPermitted.MinorMustAgreeToo
                : null;
        }

        // "p among selfOptInPurposes and younger than selfOptInUntil: only with the child's own grant (minor_needs_self_opt_in)."
        if (minors.SelfOptInPurposes.Contains(p) && age < minors.SelfOptInUntil && child != Stance.Granted)
        {
            return NotPermitted.MinorNeedsSelfOptIn;
        }

        return ByModel(model, child);
    }

    /// <summary>"consent needs a grant (no_consent); opt_out fails on a denial (opted_out); objection fails on a denial (objected)."</summary>
    private static NotPermitted? ByModel(PurposeModel model, Stance? said) => model switch
    {
        PurposeModel.Consent => said == Stance.Granted ? null : NotPermitted.NoConsent,
        PurposeModel.OptOut => said == Stance.Denied ? NotPermitted.OptedOut : null,
        _ => said == Stance.Denied ? NotPermitted.Objected : null,
    };

    private static Stance? Own(PurposeName p, SubjectFacts facts) => facts.Consents.TryGetValue(p, out var said) ? said : null;

    private static Stance? Guardian(PurposeName p, SubjectFacts facts) => facts.GuardianConsents.TryGetValue(p, out var said) ? said : null;
}
