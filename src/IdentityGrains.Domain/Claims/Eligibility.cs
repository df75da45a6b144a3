using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Claims;

/// <summary>Whether a claim counts at all, before any other claim is looked at.</summary>
internal static class Eligibility
{
    /// <summary>The first reason for which the claim does not count; null when it does.</summary>
    public static Outcome? WhyNot(FieldRule rule, RankedSource? ranked, Claim claim, SubjectFacts facts, DateTimeOffset now)
    {
        if (ranked is null)
        {
            return Outcome.Unranked;
        }

        switch (ranked.Guard?.Evaluate(facts))
        {
            case GuardVerdict.Error:
                return Outcome.GuardError;
            case GuardVerdict.False:
                return Outcome.GuardFalse;
        }

        if (claim.Proof < ranked.MinProof)
        {
            return Outcome.InsufficientProof;
        }

        if (FirstMissing(ranked, claim) is not null)
        {
            return Outcome.MissingRequirement;
        }

        // A verified value outlives its lifetime in state "expired": dropping it here would hand the field to whoever comes next.
        return rule.Verification is null && IsExpired(rule, claim, now) ? Outcome.Expired : null;
    }

    /// <summary>True when the claim is past the field's lifetime. The last instant of the lifetime still belongs to it.</summary>
    public static bool IsExpired(FieldRule rule, Claim claim, DateTimeOffset now) =>
        rule.ValidFor is { } lifetime && now - claim.ObservedAt > lifetime;

    /// <summary>The first kind of evidence that the source owes and the claim lacks; null when nothing is missing.</summary>
    public static string? FirstMissing(RankedSource ranked, Claim claim)
    {
        foreach (var kind in ranked.Requires)
        {
            if (!claim.HasEvidence(kind))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>True when evidence of that kind accompanies the claim.</summary>
    public static bool HasEvidence(this Claim claim, string kind)
    {
        foreach (var evidence in claim.Evidence)
        {
            if (evidence.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
