using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Verifications;

/// <summary>
/// What whoever reads the previous contact point undoes: every claim of the promoted value, whoever repeated or confirmed it since. The previous one comes
/// back unless something newer stands there: an old token takes its own change away and overwrites nobody else's.
/// </summary>
internal static class Undoing
{
    /// <summary>The decision; null when nothing of what was promoted counts any more.</summary>
    public static Decision? Of(Asked asked, FieldName name, Promotion promotion)
    {
        var field = asked.Customer.Field(name);
        if (promotion.Standing(field) is not { } promoted)
        {
            return null;
        }

        var stands = field.Value.IsBlank || field.Value == promoted.Value;
        ImmutableArray<ClaimId> gone =
        [
            .. field.Live.Select(j => j.Claim)
                .Where(c => c.Value == promoted.Value || (stands && IsOnTheWay(c, promotion.Previous, promoted))).Select(c => c.Id),
        ];
        ImmutableArray<Claim> back = stands && !Counts(promotion.Previous, field, gone) ? [promotion.Previous] : [];
        return new Decision.Accepted(
            [.. Retractions.Restoring(asked, name, RetractionGround.Revoked, gone, back, 0), new VerificationEnded(name, VerificationEnd.Undone)]);
    }

    // Whoever clears the contact point before he names another one must not have the emptiness to show for it.
    private static bool IsOnTheWay(Claim claim, Claim previous, Claim promoted) =>
        claim.Value.IsBlank && claim.IsLaterThan(previous) && promoted.IsLaterThan(claim);

    private static bool Counts(Claim previous, FieldState field, ImmutableArray<ClaimId> gone) =>
        field.Live.Any(j => !gone.Contains(j.Claim.Id) && (j.Claim.Id == previous.Id || LiveClaims.Ends(j.Claim, previous)));
}
