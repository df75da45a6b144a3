using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Reference.SlowValues;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>A second reading of "does the claim count at all?".</summary>
internal static class SlowEligibility
{
    /// <summary>
    /// "Eligibility per claim, first failing reason wins: unranked, guard_error, guard_false, insufficient_proof, missing_requirement, expired
    /// (expiry is not an eligibility reason for fields with verification)."
    /// </summary>
    public static Outcome? WhyNot(Claim claim, FieldRule rule, SubjectFacts facts, DateTimeOffset now)
    {
        var ranked = Ranked(rule, claim);
        var guard = ranked?.Guard is { } written ? SlowGuard.Of(written.Expression, facts) : true;
        return ranked is null ? Outcome.Unranked
            : guard is null ? Outcome.GuardError
            : guard is false ? Outcome.GuardFalse
            : claim.Proof < ranked.MinProof ? Outcome.InsufficientProof
            : ranked.Requires.Any(kind => claim.Evidence.All(e => e.Kind != kind)) ? Outcome.MissingRequirement
            : rule.Verification is null && Expired(rule, claim, now) ? Outcome.Expired
            : null;
    }
}
