namespace IdentityGrains.Domain.Claims;

/// <summary>Which claims can still matter, so that state does not grow with history.</summary>
/// <remarks>
/// A claim ends when a later one of the same source, key and verification is at least as well proved, carries at least the same kinds of
/// evidence and is not a blank over a value. Under every policy, whenever the earlier one is eligible, so is the later one, which then
/// replaces it. Without one of those conditions some policy, today's or a later one, could still make the earlier claim the value.
/// </remarks>
public static class LiveClaims
{
    /// <summary>The claims that a further one ends for ever, itself included when it comes too late to matter.</summary>
    public static ImmutableArray<Claim> EndedBy(Claim next, ImmutableArray<JudgedClaim> live)
    {
        ImmutableArray<Claim>.Builder? ended = null;
        var late = false;
        foreach (var judged in live)
        {
            if (Ends(next, judged.Claim))
            {
                (ended ??= ImmutableArray.CreateBuilder<Claim>()).Add(judged.Claim);
            }

            late |= Ends(judged.Claim, next);
        }

        if (late)
        {
            (ended ??= ImmutableArray.CreateBuilder<Claim>()).Add(next);
        }

        return ended?.DrainToImmutable() ?? [];
    }

    /// <summary>True when the later claim ends the earlier one for ever.</summary>
    public static bool Ends(Claim later, Claim earlier) =>
        later.SharesKeyWith(earlier)
        && later.Verified == earlier.Verified
        && later.IsLaterThan(earlier)
        && later.Proof >= earlier.Proof
        && (!later.Value.IsBlank || earlier.Value.IsBlank)
        && HasEvidenceOf(later, earlier);

    private static bool HasEvidenceOf(Claim later, Claim earlier)
    {
        foreach (var evidence in earlier.Evidence)
        {
            if (!later.HasEvidence(evidence.Kind))
            {
                return false;
            }
        }

        return true;
    }
}
