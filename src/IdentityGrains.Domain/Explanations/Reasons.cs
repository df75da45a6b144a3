using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Explanations;

/// <summary>Says an outcome in one plain sentence. It names sources, ranks and rules, never a value.</summary>
internal sealed class Reasons(FieldName field, FieldRule? rule, FieldState state)
{
    private readonly Claim? _winner = state.Current;

    public string Of(JudgedClaim judged)
    {
        var claim = judged.Claim;
        var ranked = rule?.RankOf(claim.Source);
        return judged.Outcome switch
        {
            Outcome.Winner => $"{Who(claim)} holds the field: no other claim may displace it.",
            Outcome.Pending => $"{Who(claim)} waits until the new value is verified{(_winner is null ? "" : "; the current one stays until then")}.",
            Outcome.Corroborates => $"{claim.Source} says what the winner says.",
            Outcome.LowerRank => LowerRank(claim, ranked),
            Outcome.Stale => $"{claim.Source} saw this before {Holder} spoke, and does not rank better for {field}.",
            Outcome.Superseded => Superseded(claim),
            Outcome.Expired => $"Values of {field} live for {Days(rule?.ValidFor)} after they were observed, and this one is older.",
            Outcome.BlankIgnored => $"This claim is empty, and blankOverValue is {(rule is null ? "never" : RuleWords.Blank(rule.Overwrite))} for {field}.",
            Outcome.InsufficientProof =>
                $"The claim is proved as {Words.Of(claim.Proof)}, and {field} demands {Words.Of(ranked?.MinProof ?? claim.Proof)} of {claim.Source}.",
            Outcome.GuardFalse => $"The condition for {claim.Source}{Condition(ranked)} does not hold for this customer.",
            Outcome.GuardError => $"The condition for {claim.Source}{Condition(ranked)} cannot be evaluated for this customer, which never permits.",
            Outcome.MissingRequirement => $"{claim.Source} owes evidence{Missing(claim, ranked)} for {field}, and the claim has none.",
            Outcome.Unranked => $"{claim.Source} may not assert {field}.",
            Outcome.Contested => $"{claim.Source} ranks equal to {Holder} and says otherwise, so a steward must decide.",
            Outcome.Unverified => $"The claim is not verified, and {field} takes no unverified claim over a verified value.",
            _ => Words.Of(judged.Outcome),
        };
    }

    private string Holder => _winner?.Source.Value ?? "the current source";

    private string Who(Claim claim) =>
        rule?.RankOf(claim.Source) is { } ranked ? $"{claim.Source}, which ranks {Number(ranked.Rank)} for {field}," : $"{claim.Source}";

    private string LowerRank(Claim claim, RankedSource? ranked)
    {
        var best = _winner ?? state.Find(state.Pending);
        if (ranked is { FillOnly: true })
        {
            return $"{claim.Source} may only fill {field} while it has no value, and {best?.Source.Value ?? "another source"} gave one.";
        }

        var against = best is null ? "a better ranked source" : Who(best).TrimEnd(',');
        var mine = ranked is null ? "" : $" ranks {Number(ranked.Rank)} and";
        return $"{claim.Source}{mine} may not displace {against}: lowerRank is {(rule is null ? "never" : RuleWords.LowerRank(rule.Overwrite))}.";
    }

    private string Superseded(Claim claim)
    {
        foreach (var judged in state.Live)
        {
            if (judged.Claim.SharesKeyWith(claim) && judged.Claim.Verified == claim.Verified && judged.Claim.IsLaterThan(claim))
            {
                return $"A later claim of {claim.Source} under the same key took its place.";
            }
        }

        return _winner is null || _winner.Source == claim.Source
            ? $"A later claim of {claim.Source} took its place."
            : $"A claim of {_winner.Source}, of equal or better rank or admitted by the overwrite rule, took its place.";
    }

    private static string Missing(Claim claim, RankedSource? ranked) =>
        ranked is not null && Eligibility.FirstMissing(ranked, claim) is { } kind ? $" of kind {kind}" : "";

    private static string Condition(RankedSource? ranked) => ranked?.Guard is { } guard ? $" ({guard.Text})" : "";

    private static string Days(TimeSpan? lifetime) => lifetime is { } span ? $"{Number((int)span.TotalDays)} days" : "a limited time";

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
