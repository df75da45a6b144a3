using IdentityGrains.Domain.Claims;
using static IdentityGrains.Domain.Tests.Reference.SlowValues;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>A second reading of "one claim per source and native key".</summary>
internal static class SlowReplacement
{
    /// <summary>
    /// "A source's later claim under the same key (source, native key) replaces its earlier one; a blank replaces only where blankOverValue
    /// lets it (else blank_ignored, and the earlier one stays); the replaced claim gets superseded."
    /// </summary>
    public static List<Claim> LatestPerKey(IEnumerable<Claim> claims, SlowDisplacement displacement, Dictionary<ClaimId, Outcome> outcomes)
    {
        var kept = new List<Claim>();
        foreach (var later in InOrder(claims))
        {
            var earlier = kept.SingleOrDefault(c => c.Source == later.Source && c.Key == later.Key);
            if (earlier is not null && Blank(later.Value) && !displacement.MayClear(later) && !Allowances.BlankReplaces(earlier))
            {
                outcomes[later.Id] = Outcome.BlankIgnored;
                continue;
            }

            if (earlier is not null)
            {
                outcomes[earlier.Id] = Outcome.Superseded;
                kept.Remove(earlier);
            }

            kept.Add(later);
        }

        return kept;
    }
}
