using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Explain;

/// <summary>Shows people why a field is what it is, and who may know it.</summary>
internal static class ExplanationPage
{
    /// <summary>Shows the whole explanation.</summary>
    public static void Show(IAnsiConsole console, ExplainedField told)
    {
        Page.Heading(console, $"{told.Field} of {told.Customer}");
        console.MarkupLine(
            $"{Page.Mark(ValueText.Of(told.Value), "bold")}  since version {told.ValueVersion} of {told.Version}"
            + $"{(told.State == "none" ? "" : $", {Page.Mark(told.State)}")}, under {Page.Mark(told.Policy)}");
        Claims(console, told);
        Rule(console, told);
        Platforms(console, told);
    }

    private static void Claims(IAnsiConsole console, ExplainedField told)
    {
        Page.Heading(console, told.Winner is null && told.Others.IsEmpty ? "Nobody has said anything of it" : "Who said what");
        foreach (var claim in (told.Winner is null ? [] : new[] { told.Winner }).Concat(told.Others))
        {
            console.MarkupLine(
                $"{Page.Mark(claim.Outcome, TallyPage.StyleOf(claim.Outcome))}  "
                + $"{Page.Mark(claim.Source, "bold")} said {Page.Mark(ValueText.Of(claim.Value), "bold")}"
                + $", seen {Page.Instant(claim.ObservedAt)}, {Page.Mark(claim.Proof)}{(claim.Verified ? ", verified" : "")} (claim {Page.Mark(claim.Claim)})");
            console.Write(new Padder(new Text(Page.Plain(claim.Reason)), new Padding(4, 0, 0, 0)));
            if (claim.Change is { } change)
            {
                console.Write(new Padder(new Text(Page.Plain(change.Sentence), new Style(Color.Grey)), new Padding(4, 0, 0, 0)));
            }
        }
    }

    private static void Rule(IAnsiConsole console, ExplainedField told)
    {
        if (told.Rule is not { } rule)
        {
            Page.Heading(console, "The policy in force knows no such field");
            return;
        }

        Page.Heading(console, $"The rule: {rule.SystemOfRecord} defines it");
        var ranks = Page.Table(console, "rank", "source", "proof at least", "evidence owed");
        foreach (var rank in rule.Ranks)
        {
            ranks.AddRow(Page.Number(rank.Rank), Page.Mark(rank.Source), Page.Mark(rank.MinProof), Page.Mark(string.Join(", ", rank.Requires)));
        }

        console.Write(ranks);
        foreach (var rank in rule.Ranks.Where(r => r.FillOnly || r.When is not null))
        {
            var only = (rank.FillOnly ? " while there is no value" : "") + (rank.When is null ? "" : $" when {rank.When}");
            console.WriteLine(Page.Plain($"{rank.Source} only{only}."));
        }

        console.WriteLine(Page.Plain(
            $"A lower rank displaces: {rule.LowerRank}. Between equals: {rule.EqualRank}. An empty value clears: {rule.BlankOverValue}."));
        console.WriteLine(Page.Plain(
            $"An older claim: {rule.StaleAssertion}. Unverified over verified: {rule.UnverifiedOverVerified}. A value lives: {rule.ValidFor ?? "on"}."));
    }

    private static void Platforms(IAnsiConsole console, ExplainedField told)
    {
        Page.Heading(console, "Who may know it");
        var table = Page.Table(console, "platform", "may know", "why");
        foreach (var release in told.Platforms)
        {
            var (may, why) = release.Released
                ? (Page.Mark("yes", "green"), $"for {release.Purpose}{(release.Basis is null ? "" : $", on the basis of {release.Basis}")}")
                : (Page.Mark("no", "yellow"), Why(release));
            table.AddRow(Page.Mark(release.Platform), may, Page.Mark(why));
        }

        console.Write(table);
    }

    private static string Why(ExplainedRelease release)
    {
        var purposes = release.Purposes.IsDefaultOrEmpty ? "" : ": " + string.Join(", ", release.Purposes.Select(p => $"{p.Purpose} {p.Why}"));
        return release.Why switch
        {
            "restricted" => "processing of this customer is restricted",
            "not_mapped" => "the platform has no use for this field",
            "verification_state" => "the platform takes verified values only",
            "no_purpose_permitted" => "no purpose permits it" + purposes,
            "no_value" => "there is no value to tell",
            "awaits_opt_in" => "the grant was not confirmed at this contact point yet",
            var word => word + purposes,
        };
    }
}
