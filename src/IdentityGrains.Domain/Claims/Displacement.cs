using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Claims;

/// <summary>May a newcomer take the place of the current claim? The first line that applies decides; the numbers are the policy page's.</summary>
internal static class Displacement
{
    /// <summary>Why the newcomer may not displace the current claim; null when it may.</summary>
    public static Outcome? WhyNot(Contender newcomer, Contender current, FieldRule rule, DateTimeOffset now)
    {
        // 1. A blank over a value.
        if (newcomer.Value.IsBlank && !current.Value.IsBlank && !MayClear(rule, newcomer.Claim.Source))
        {
            return Outcome.BlankIgnored;
        }

        // 2. A source that only fills gaps.
        if (newcomer.Ranked.FillOnly && !current.Value.IsBlank)
        {
            return Outcome.LowerRank;
        }

        // 3. News from the past, from an equal or worse source.
        if (newcomer.Ranked.Rank >= current.Ranked.Rank && current.Claim.IsLaterThan(newcomer.Claim))
        {
            return Outcome.Stale;
        }

        // 4. A better rank.
        if (newcomer.Ranked.Rank < current.Ranked.Rank)
        {
            return null;
        }

        // 5. An equal rank.
        if (newcomer.Ranked.Rank == current.Ranked.Rank)
        {
            return IsContest(newcomer, current, rule) ? Outcome.Contested : null;
        }

        // 6. A worse rank.
        return LowerRankMay(newcomer, current, rule, now) ? null : Outcome.LowerRank;
    }

    /// <summary>True when an empty claim of this source may clear a value.</summary>
    public static bool MayClear(FieldRule rule, SourceName source) => rule.Overwrite.Blank switch
    {
        BlankRule.Any => true,
        BlankRule.SystemOfRecordOnly => source == rule.SystemOfRecord,
        _ => false,
    };

    private static bool IsContest(Contender newcomer, Contender current, FieldRule rule) =>
        rule.Overwrite.EqualRank == EqualRankRule.Steward
        && !newcomer.Claim.SharesKeyWith(current.Claim)
        && !newcomer.Says(current.Value);

    private static bool LowerRankMay(Contender newcomer, Contender current, FieldRule rule, DateTimeOffset now) =>
        rule.Overwrite.LowerRank switch
        {
            LowerRankRule.OnlyIfHigherExpired => Eligibility.IsExpired(rule, current.Claim, now),
            LowerRankRule.OnlyMoreRestrictive => IsMoreRestrictive(newcomer.Value, current.Value),
            LowerRankRule.IfNewerThan => newcomer.Claim.ObservedAt - current.Claim.ObservedAt >= rule.Overwrite.NewerBy,
            _ => false,
        };

    // An opt-out over its absence, or fewer topics than before. A blank that came this far is the empty set.
    private static bool IsMoreRestrictive(FieldValue newcomer, FieldValue current) => (newcomer, current) switch
    {
        (FieldValue.Flag { Value: true }, FieldValue.Flag { Value: false }) => true,
        (FieldValue.Topics fewer, FieldValue.Topics more) => IsStrictSubset(fewer.Values, more.Values),
        ({ IsBlank: true }, FieldValue.Topics more) => !more.IsBlank,
        _ => false,
    };

    private static bool IsStrictSubset(ImmutableArray<string> fewer, ImmutableArray<string> more) =>
        ContainsAll(more, fewer) && !ContainsAll(fewer, more);

    private static bool ContainsAll(ImmutableArray<string> topics, ImmutableArray<string> wanted)
    {
        foreach (var topic in wanted)
        {
            if (!topics.Contains(topic))
            {
                return false;
            }
        }

        return true;
    }
}
