using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>
/// What the shipped evaluator does where the document is silent, each as narrow as it can be said. Anything else that differs is a fault.
/// </summary>
internal static class Allowances
{
    /// <summary>A region without a rule for the purpose does not permit it, and says so.</summary>
    public const NotPermitted SilentRegion = NotPermitted.NotInRegion;

    /// <summary>In a guard, comparing with <c>null</c> is an error, like comparing with an unknown fact.</summary>
    public static bool? ComparedWithNull => null;

    /// <summary>Where the earlier claim is blank too, a blank replaces it whatever <c>blankOverValue</c> says: nothing is lost.</summary>
    public static bool BlankReplaces(Claim earlier) => SlowValues.Blank(earlier.Value);

    /// <summary>Is the shipped outcome one that the document's own, null where it has none, leaves room for?</summary>
    public static bool Outcome(Claim claim, Outcome? slow, Outcome shipped, Claim? winner) =>
        slow == shipped || Corroborates(claim, slow, shipped, winner) || IsFurther(slow, shipped);

    /// <summary>A loser that says what the winner says is told so instead of why it lost.</summary>
    private static bool Corroborates(Claim claim, Outcome? slow, Outcome shipped, Claim? winner) =>
        shipped == Domain.Claims.Outcome.Corroborates
        && slow is null or Domain.Claims.Outcome.LowerRank or Domain.Claims.Outcome.Stale or Domain.Claims.Outcome.Superseded
            or Domain.Claims.Outcome.Pending
        && winner is not null && SlowValues.Said(claim.Value) == SlowValues.Said(winner.Value);

    /// <summary>Unverified claims that could displace too, after the one that waits, rank lower or are superseded.</summary>
    private static bool IsFurther(Outcome? slow, Outcome shipped) =>
        slow is null && shipped is Domain.Claims.Outcome.LowerRank or Domain.Claims.Outcome.Superseded;
}
