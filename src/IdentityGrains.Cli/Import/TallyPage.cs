using System.Globalization;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Import;

/// <summary>Shows what became of a file's lines, by kind.</summary>
internal static class TallyPage
{
    /// <summary>What each outcome means to people.</summary>
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["winner"] = "accepted: the field says this now",
        ["pending"] = "waits until the customer confirms it",
        ["corroborates"] = "agrees with what the field says",
        ["lower_rank"] = "kept, but a better ranked source holds the field",
        ["stale"] = "kept, but seen before what the field says",
        ["superseded"] = "kept, but something later took its place",
        ["expired"] = "kept, but its lifetime is over",
        ["blank_ignored"] = "an empty value may not clear this field",
        ["insufficient_proof"] = "kept, but who says it is not proved as this field demands",
        ["guard_false"] = "kept, but the source's condition does not hold",
        ["guard_error"] = "kept, but the source's condition cannot be evaluated",
        ["missing_requirement"] = "kept, but the evidence that the source owes is absent",
        ["unranked"] = "kept, but the source has no rank for the field any more",
        ["contested"] = "two equal sources disagree: a steward decides",
        ["unverified"] = "kept, but a verified value is not displaced by an unverified one",
    };

    /// <summary>What a verdict on a line means to people.</summary>
    private static readonly (LineVerdict Verdict, string Word, string Style, string Meaning)[] Words =
    [
        (LineVerdict.Accepted, "accepted", "green", "what they say is in force"),
        (LineVerdict.Pending, "pending", "blue", "something in them waits until the customer confirms it"),
        (LineVerdict.Kept, "kept, not used", "yellow", "on record with the reason, and nothing was changed"),
        (LineVerdict.Refused, "refused", "red", "the law does not allow it"),
        (LineVerdict.Skipped, "skipped", "yellow", "no code came for them"),
    ];

    /// <summary>Shows how many lines came to what.</summary>
    public static void Verdicts(IAnsiConsole console, Tally tally)
    {
        var grid = new Grid { Expand = false };
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 2, 0) });
        grid.AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (verdict, word, style, meaning) in Words)
        {
            if (tally.Verdicts.GetValueOrDefault(verdict) is > 0 and var count)
            {
                grid.AddRow(new Markup(Page.Mark(word, style)), new Text(Page.Number(count)), new Text(meaning));
            }
        }

        console.Write(grid);
    }

    /// <summary>Shows the whole tally.</summary>
    public static void Show(IAnsiConsole console, ImportResult result)
    {
        var tally = result.State.Tally;
        Page.Heading(console, "What is in the record");
        var acts = Page.Table(console, "act", "count");
        acts.Columns[1].RightAligned();
        Row(acts, "customers begun", tally.Created);
        Row(acts, "keys of other sources attached", tally.Linked);
        Row(acts, "keys that were known before", tally.KnownKeys);
        Row(acts, "links to keys that nobody knows", tally.UnknownLinks);
        Row(acts, "assertions", tally.Assertions);
        Row(acts, "consents granted", tally.Grants);
        Row(acts, "consents withdrawn", tally.Withdrawals);
        Row(acts, "restrictions and releases", tally.Restrictions);
        Row(acts, "contact points confirmed", tally.Confirmations);
        Row(acts, "codes asked for", tally.CodeRequests);
        Row(acts, "changes stopped or undone", tally.Cancellations);
        Row(acts, "contact points out of reach", tally.Doubts);
        Row(acts, "privacy signals", tally.Signals);
        foreach (var (why, count) in tally.Skipped)
        {
            Row(acts, $"left out: {why}", count);
        }

        console.Write(acts);
        Outcomes(console, tally);
        Refusals(console, result.State);
    }

    /// <summary>What became of the asserted fields.</summary>
    public static void Outcomes(IAnsiConsole console, Tally tally)
    {
        var fields = Page.Number(tally.Outcomes.Values.Sum());
        Page.Heading(console, $"What became of {fields} asserted fields ({Page.Number(tally.Changed)} changed a value)");
        var table = Page.Table(console, "outcome", "fields", "meaning");
        table.Columns[1].RightAligned();
        foreach (var (outcome, count) in tally.Outcomes.OrderByDescending(o => o.Value).ThenBy(o => o.Key, StringComparer.Ordinal))
        {
            table.AddRow(Page.Mark(outcome, StyleOf(outcome)), Page.Number(count), Page.Mark(Meanings.GetValueOrDefault(outcome, "")));
        }

        console.Write(table);
    }

    /// <summary>What was refused, and why.</summary>
    public static void Refusals(IAnsiConsole console, ImportState state)
    {
        var total = state.Tally.Refusals.Values.Sum();
        Page.Heading(
            console,
            total == 1 ? "1 line refused: nothing that it says was applied" : $"{Page.Number(total)} lines refused: nothing that they say was applied");
        if (total == 0)
        {
            return;
        }

        var table = Page.Table(console, "problem", "lines", "first at", "meaning");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var (problem, count) in state.Tally.Refusals.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal))
        {
            var first = state.Refused.FirstOrDefault(r => r.Problem == problem);
            table.AddRow(
                Page.Mark(problem, "yellow"), Page.Number(count), first?.Line.ToString(CultureInfo.InvariantCulture) ?? "", Page.Mark(first?.Title ?? ""));
        }

        console.Write(table);
    }

    /// <summary>The colour of an outcome.</summary>
    public static string StyleOf(string outcome) => outcome switch
    {
        "winner" or "corroborates" => "green", "pending" => "blue", _ => "yellow",
    };

    private static void Row(Table table, string act, long count)
    {
        if (count > 0)
        {
            table.AddRow(Page.Mark(act), Page.Number(count));
        }
    }
}
