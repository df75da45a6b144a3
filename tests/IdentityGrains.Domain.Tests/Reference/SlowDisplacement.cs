using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Reference.SlowValues;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>A second reading of the six lines on who displaces whom.</summary>
internal sealed class SlowDisplacement(FieldRule rule, DateTimeOffset now)
{
    /// <summary>"May a newcomer n displace the current c? The first line that applies decides." Null when it may.</summary>
    public Outcome? WhyNot(Claim n, Claim c)
    {
        var (better, equal) = (Rank(rule, n) < Rank(rule, c), Rank(rule, n) == Rank(rule, c));

        // 1. "n is blank and c is not: ..."
        if (Blank(n.Value) && !Blank(c.Value) && !MayClear(n))
        {
            return Outcome.BlankIgnored;
        }

        // 2. "n's source is fill_only and c is not blank -> lower_rank."
        if (Ranked(rule, n)!.FillOnly && !Blank(c.Value))
        {
            return Outcome.LowerRank;
        }

        // 3. "n was observed before c and n's rank is equal or worse -> stale." Ties: journal order, as everywhere.
        if (InOrder([n, c])[0] == n && !better)
        {
            return Outcome.Stale;
        }

        // 4. "n's rank is better (a smaller number) -> displaces."
        if (better)
        {
            return null;
        }

        // 5. "Equal rank: equalRank: steward, another source or key, and another value -> contested; otherwise displaces."
        if (equal)
        {
            var another = n.Source != c.Source || n.Key != c.Key;
            return rule.Overwrite.EqualRank == EqualRankRule.Steward && another && Said(n.Value) != Said(c.Value) ? Outcome.Contested : null;
        }

        // 6. "Worse rank: ... otherwise lower_rank."
        return WorseMayDisplace(n, c) ? null : Outcome.LowerRank;
    }

    /// <summary>
    /// "blankOverValue: never: blank_ignored; sor_only and n's source is not the system of record: blank_ignored; otherwise go on."
    /// </summary>
    public bool MayClear(Claim blank) =>
        rule.Overwrite.Blank == BlankRule.Any
        || (rule.Overwrite.Blank == BlankRule.SystemOfRecordOnly && blank.Source == rule.SystemOfRecord);

    private bool WorseMayDisplace(Claim n, Claim c) => rule.Overwrite.LowerRank switch
    {
        LowerRankRule.OnlyIfHigherExpired => Expired(rule, c, now),
        LowerRankRule.OnlyMoreRestrictive => MoreRestrictive(n.Value, c.Value) || Allowances.IsEmptySetOver(n.Value, c.Value),
        LowerRankRule.IfNewerThan => n.ObservedAt - c.ObservedAt >= rule.Overwrite.NewerBy,
        _ => false,
    };
}
