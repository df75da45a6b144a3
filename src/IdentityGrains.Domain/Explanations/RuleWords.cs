using System.Globalization;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Explanations;

/// <summary>Says a field's rule in the words of the policy document, which differ from the members' names where the document abbreviates.</summary>
internal static class RuleWords
{
    public static ExplainedRule Of(FieldRule rule)
    {
        var ranks = rule.Sources.Select(s =>
            new ExplainedRank(s.Source, s.Rank, s.MinProof, s.Requires, s.FillOnly, s.Guard?.Text));
        var table = rule.Overwrite;
        return new ExplainedRule(
            rule.SystemOfRecord, [.. ranks], LowerRank(table), Words.Of(table.EqualRank), Blank(table), Words.Of(table.Stale),
            table.Unverified == UnverifiedRule.NotApplicable ? "n/a" : Words.Of(table.Unverified), rule.ValidFor);
    }

    public static string LowerRank(OverwriteTable table) => table.LowerRank == LowerRankRule.IfNewerThan
        ? string.Create(CultureInfo.InvariantCulture, $"if_newer_than_P{(int)table.NewerBy.TotalDays}D")
        : Words.Of(table.LowerRank);

    public static string Blank(OverwriteTable table) =>
        table.Blank == BlankRule.SystemOfRecordOnly ? "sor_only" : Words.Of(table.Blank);
}
