using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Several systems say different things of one person: field by field one is right, the rest is kept with its reason, and nobody is left guessing.
/// </summary>
public sealed class When_sources_contradict_each_other
{
    [Fact]
    public async Task The_better_source_keeps_the_field_and_the_other_is_told_why()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        Assert.Equal("winner", (await shop.Assertion("self_service", ana, new { given_name = "Ana" }, signedIn: ana)).OutcomeOf("given_name"));
        Assert.Equal("lower_rank", (await shop.Assertion("crm", ana, new { given_name = "Anna" })).OutcomeOf("given_name"));

        var read = await shop.Get("self_service", ana);
        Assert.Equal("Ana", read.Field("given_name").GetProperty("value").GetString());
        Assert.Equal("self_service", read.Field("given_name").GetProperty("source").GetString());

        var why = await shop.Get("crm", ana + "/explain/given_name");
        var loser = Assert.Single(why.Body.GetProperty("others").EnumerateArray());
        Assert.Equal("crm", loser.GetProperty("source").GetString());
        Assert.Equal("lower_rank", loser.GetProperty("outcome").GetString());
        var change = loser.GetProperty("change");
        Assert.Equal(("rank", "1"), (change.GetProperty("kind").GetString(), change.GetProperty("to").GetString()));
        Assert.Equal("It would win given_name if crm ranked equal to self_service.", change.GetProperty("sentence").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, why.Body.GetProperty("winner").GetProperty("change").ValueKind);
    }

    [Fact]
    public async Task A_claim_whose_origin_is_not_proved_never_becomes_current()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        var told = await shop.Assertion("self_service", ana, new { given_name = "Mallory" });
        Assert.Equal("insufficient_proof", told.OutcomeOf("given_name"));
        Assert.Equal("null", (await shop.Get("commerce", ana)).Field("given_name").GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task One_field_without_authority_refuses_the_whole_command()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        var told = await shop.Assertion("crm", ana, new { given_name = "Ana", loyalty_tier = "gold" });
        Assert.Equal(HttpStatusCode.Forbidden, told.Status);
        Assert.Equal("field-authority-denied", told.Problem);
        Assert.Equal("/fields/loyalty_tier", told.Body.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal(1, (await shop.Get("commerce", ana)).Version);
    }

    [Fact]
    public async Task Saying_what_is_known_already_is_recorded_and_changes_nothing()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { language = "de" });
        var again = await shop.Assertion("commerce", ana, new { language = "de" });
        Assert.Equal("corroborates", again.OutcomeOf("language"));
        Assert.Equal(3, again.Version);
        Assert.Equal(2, (await shop.Get("commerce", ana)).Field("language").GetProperty("valueVersion").GetInt64());
    }

    [Fact]
    public async Task A_reader_without_rank_for_a_field_learns_that_it_exists_and_not_what_it_says()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { loyalty_tier = "gold" });
        var field = (await shop.Get("crm", ana)).Field("loyalty_tier");
        Assert.False(field.GetProperty("visible").GetBoolean());
        Assert.Equal("null", field.GetProperty("value").GetRawText());
        Assert.Equal(HttpStatusCode.Forbidden, (await shop.Get("crm", ana + "/explain/loyalty_tier")).Status);
    }
}
