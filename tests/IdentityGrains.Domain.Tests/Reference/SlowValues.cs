using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>What the slow evaluator needs to know of values, claims and ranks: read off the records, without asking them anything.</summary>
internal static class SlowValues
{
    /// <summary>"Blank: null, "" or an empty list."</summary>
    public static bool Blank(FieldValue value) => value switch
    {
        FieldValue.Nothing => true,
        FieldValue.Text text => text.Value == "",
        FieldValue.Topics topics => topics.Values.Length == 0,
        FieldValue.Parts parts => parts.Values.Length == 0,
        _ => false,
    };

    /// <summary>"Another value" is a question of what is said. Blanks say the same: nothing.</summary>
    public static string Said(FieldValue value) => value switch
    {
        _ when Blank(value) => "nothing",
        FieldValue.Text text => "text " + text.Value,
        FieldValue.Flag flag => "flag " + (flag.Value ? "true" : "false"),
        FieldValue.Topics topics => "topics " + string.Join(' ', topics.Values.Order(StringComparer.Ordinal)),
        FieldValue.Parts parts => "parts " + string.Join(' ', parts.Values.Select(p => p.Name + "=" + p.Text)),
        _ => throw new NotSupportedException("a value of no known shape"),
    };

    /// <summary>"True over false, or a strict subset of a set."</summary>
    public static bool MoreRestrictive(FieldValue next, FieldValue current) => (next, current) switch
    {
        (FieldValue.Flag n, FieldValue.Flag c) => n.Value && !c.Value,
        (FieldValue.Topics n, FieldValue.Topics c) => n.Values.ToHashSet().IsProperSubsetOf(c.Values),
        _ => false,
    };

    /// <summary>"Ordered by observedAt (ties: journal order)."</summary>
    public static List<Claim> InOrder(IEnumerable<Claim> claims) =>
        [.. claims.OrderBy(c => c.ObservedAt).ThenBy(c => c.Id.Version).ThenBy(c => c.Id.Index)];

    /// <summary>How the field ranks the source of a claim; null when it does not.</summary>
    public static RankedSource? Ranked(FieldRule rule, Claim claim) => rule.Sources.SingleOrDefault(s => s.Source == claim.Source);

    /// <summary>The number of a rank: the smaller, the better.</summary>
    public static int Rank(FieldRule rule, Claim claim) => rule.Sources.Single(s => s.Source == claim.Source).Rank;

    /// <summary>"The field has validFor and now > observedAt + validFor."</summary>
    public static bool Expired(FieldRule rule, Claim claim, DateTimeOffset now) =>
        rule.ValidFor is { } lifetime && now > claim.ObservedAt + lifetime;
}
