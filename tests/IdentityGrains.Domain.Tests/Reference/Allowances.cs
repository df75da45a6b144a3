using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using static IdentityGrains.Domain.Tests.Reference.SlowValues;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>
/// What the shipped reading does where the document is silent, each as narrow as it can be said. The slow reading follows these and else the
/// document alone; beyond them the two must agree exactly.
/// </summary>
internal static class Allowances
{
    /// <summary>A region without a rule for the purpose does not permit it, and says so.</summary>
    public const NotPermitted SilentRegion = NotPermitted.NotInRegion;

    /// <summary>In a guard, comparing with <c>null</c> is an error, like comparing with an unknown fact.</summary>
    public static bool? ComparedWithNull => null;

    /// <summary>"Every region" of a document that has none permits nothing.</summary>
    public static bool PermittedInEveryOfNone => false;

    /// <summary>Where the earlier claim is blank too, a blank replaces it whatever <c>blankOverValue</c> says: nothing is lost.</summary>
    public static bool BlankReplaces(Claim earlier) => Blank(earlier.Value);

    /// <summary>A blank that may clear a set of topics is the empty set, a strict subset of any other, also when it is written null or "".</summary>
    public static bool IsEmptySetOver(FieldValue next, FieldValue current) => Blank(next) && current is FieldValue.Topics && !Blank(current);

    /// <summary>
    /// An unverified claim that repeats a winner within its lifetime is passed over: what is verified need not be verified again.
    /// It is told that it corroborates.
    /// </summary>
    public static bool NeedNotWait(Claim unverified, Claim? winner, bool winnerExpired) =>
        winner is not null && !winnerExpired && Said(unverified.Value) == Said(winner.Value);

    /// <summary>Unverified claims that could displace too, after the one that waits, rank lower than it or are superseded by it.</summary>
    public static Outcome FurtherThanPending(int rank, int pendingRank) => rank > pendingRank ? Outcome.LowerRank : Outcome.Superseded;

    /// <summary>
    /// A loser that says what the winner says is told that it corroborates, instead of why it lost to another. A contest is not settled by
    /// that, and what a source itself replaced under the same key says nothing any more.
    /// </summary>
    public static bool Corroborates(Claim loser, Outcome lostAs, Claim? winner) =>
        lostAs is Outcome.LowerRank or Outcome.Stale or Outcome.Superseded
        && winner is not null && Said(loser.Value) == Said(winner.Value);
}
