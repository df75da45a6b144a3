using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Tour;

namespace IdentityGrains.Cli.Tests.Tour;

public class SampleTests(Happened sample)
{
    private Tally Tally => sample.First.State.Tally;

    [Fact]
    public void Every_line_is_done_with()
    {
        Assert.Equal(Counted.Lines.Length, sample.First.State.Lines);
        Assert.Equal(0, sample.First.DoneBefore);
    }

    [Fact]
    public void Every_key_names_somebody()
    {
        Assert.Equal(Counted.Keys, Tally.Created + Tally.Linked);
        Assert.Equal(Counted.Strangers, Tally.Created);
        Assert.Equal(sample.First.People, Tally.Created - Counted.Mistakes.Count(m => m == "key-taken"));
        Assert.Equal(0, Tally.UnknownLinks);
    }

    [Fact]
    public void Refused_is_exactly_what_must_be()
    {
        var expected = Counted.Lines.Index().Select(l => (Line: l.Index + 1L, Why: Counted.Mistake(l.Item))).Where(l => l.Why is not null);

        Assert.Equal(expected, sample.First.State.Refused.Select(r => (r.Line, (string?)r.Problem)));
    }

    [Fact]
    public void Everything_else_is_in_the_record()
    {
        long Good(string act, Func<System.Text.Json.Nodes.JsonObject, bool> of) => Counted.With(act).Count(l => Counted.Mistake(l) is null && of(l));

        Assert.Equal(Good("assert", _ => true), Tally.Assertions);
        Assert.Equal(Good("consent", l => (string?)l["consent"]!["decision"] == "granted"), Tally.Grants);
        Assert.Equal(Good("consent", l => (string?)l["consent"]!["decision"] == "withdrawn"), Tally.Withdrawals);
        Assert.Equal(Good("restriction", _ => true), Tally.Restrictions);
        Assert.Equal(Good("signal", _ => true), Tally.Signals);
        Assert.Equal(Good("verify", l => (string?)l["verify"]!["how"] == "confirm"), Tally.Confirmations);
        Assert.Equal(Good("verify", l => (string?)l["verify"]!["how"] == "cancel"), Tally.Cancellations);
        Assert.Equal(Good("verify", l => (string?)l["verify"]!["how"] == "doubt"), Tally.Doubts);
    }

    [Fact]
    public void Every_code_that_is_needed_was_found()
    {
        Assert.Empty(Tally.Skipped);
        Assert.Equal(0, Tally.CodeRequests);
        Assert.Equal(Counted.Lines.Length, Tally.Verdicts.Values.Sum());
        Assert.InRange(Tally.Confirmations, 20, long.MaxValue);
    }

    [Fact]
    public async Task A_confirmed_address_is_verified()
    {
        var told = await sample.Read("/v1/customers/by-key/commerce/C-1001");

        var email = told.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetString() == "email");
        Assert.Equal("verified", email.GetProperty("state").GetString());
    }

    [Fact]
    public void Every_asserted_field_has_an_outcome()
    {
        var fields = Counted.Fields(Counted.With("assert").Where(l => Counted.Mistake(l) is null));

        Assert.Equal(fields, Tally.Outcomes.Values.Sum());
        Assert.Superset(
            new HashSet<string> { "winner", "pending", "corroborates", "lower_rank", "insufficient_proof", "missing_requirement", "blank_ignored" },
            Tally.Outcomes.Keys.ToHashSet());
    }

    [Fact]
    public void Nobodys_word_is_unproved_but_that_of_who_was_not_signed_in()
    {
        var notSignedIn = Counted.With("assert").Where(l => Counted.Mistake(l) is null && (string?)l["source"] == "self_service" && l["signedIn"] is null);

        // Fewer, where the field says the same already.
        Assert.InRange(Tally.Outcomes["insufficient_proof"], 1, Counted.Fields(notSignedIn));
    }

    [Fact]
    public async Task To_import_again_changes_nothing()
    {
        var before = await sample.Versions(Counted.ShopKeys);

        var again = await sample.Again(forgetting: false);
        Assert.Equal(again.Lines, again.DoneBefore);

        var forgotten = await sample.Again(forgetting: true);
        Assert.Equal(0, forgotten.DoneBefore);
        Assert.Equal(Tally.Acts, forgotten.State.Tally.Acts);
        Assert.Equal(forgotten.State.Tally.Acts, forgotten.State.Tally.Replayed);
        Assert.Equal(Tally.Outcomes, forgotten.State.Tally.Outcomes);
        Assert.Equal(Tally.Refusals, forgotten.State.Tally.Refusals);
        Assert.Equal(before, await sample.Versions(Counted.ShopKeys));
    }

    [Fact]
    public void The_story_is_told_as_the_record_has_it()
    {
        var page = string.Join(' ', sample.Page.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("kept, not used 9 Jul The CRM spells her first name otherwise than she does. lower_rank: crm ranks 3", page, StringComparison.Ordinal);
        Assert.Contains("refused 10 Jul The CRM tries to make her a gold customer. field-authority-denied:", page, StringComparison.Ordinal);
        Assert.Contains("accepted 14 Sep The shop makes her a gold customer.", page, StringComparison.Ordinal);
        Assert.Contains("kept, not used 11 Aug His old address arrives, days after the move.", page, StringComparison.Ordinal);
        Assert.Contains("insufficient_proof:", page, StringComparison.Ordinal);
        Assert.Contains("accepted 2 Jul The service desk, with a case, gives her married name.", page, StringComparison.Ordinal);
        Assert.Contains("refused 20 Sep The web shop sends a field that nobody governs. unknown-field:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_episode_has_its_line() => Assert.Equal(
        Episode.All.Length, (await Ending.Lines(Happened.File, Episode.All, TestContext.Current.CancellationToken)).Count);

    [Fact]
    public void The_page_fits_and_holds_no_personal_value()
    {
        var page = sample.Page;

        Assert.All(page.Split('\n').Where(l => !l.Contains("dotnet run", StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.All(Counted.Secrets, secret => Assert.DoesNotContain(secret, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_connected_platform_confirmed_everybody_but_those_whose_processing_is_restricted()
    {
        Assert.Matches($"platform +withheld +confirmed *\ncommerce +{Counted.Restricted} +{Counted.Strangers - Counted.Restricted} *\n", sample.Page);
        Assert.Contains("No connector is installed for cdp, crm, marketing, support", sample.Page, StringComparison.Ordinal);
    }
}
