using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Claims;

/// <summary>An eligible claim with its source's rank, and its place among the claims given.</summary>
internal readonly record struct Contender(int Place, Claim Claim, RankedSource Ranked)
{
    public FieldValue Value => Claim.Value;

    /// <summary>Two ways of saying nothing are the same value.</summary>
    public bool Says(FieldValue value) => Value.Equals(value) || (Value.IsBlank && value.IsBlank);

    /// <summary>Earliest observation first; journal order where those tie, so that the order of arrival decides nothing else.</summary>
    public static int ByObservation(Contender left, Contender right) =>
        left.Claim.IsLaterThan(right.Claim) ? 1 : right.Claim.IsLaterThan(left.Claim) ? -1 : 0;

    /// <summary>Best rank first, and then the newest.</summary>
    public static int ByRankThenNewest(Contender left, Contender right) =>
        left.Ranked.Rank != right.Ranked.Rank ? left.Ranked.Rank.CompareTo(right.Ranked.Rank) : ByObservation(right, left);
}
