using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>A withdrawal counts before its own answer is heard: whoever asks next, through whichever door, is told no.</summary>
public sealed class When_a_consent_is_withdrawn
{
    [Fact]
    public async Task The_next_question_of_anybody_is_answered_no()
    {
        await using var shop = await Shop.Open();
        var ana = await Consenting(shop);
        Assert.Equal("released", Decision(await shop.Decide("crm", ana, "email_marketing", "given_name")));

        var withdrawn = await Say(shop, ana, "withdrawn");
        var told = await shop.Decide("crm", ana, "email_marketing", "given_name");

        Assert.True(withdrawn.IsRecorded);
        Assert.Equal("withheld", Decision(told));
        Assert.Equal("no_purpose_permitted", told.Field("given_name").GetProperty("reason").GetString());
        Assert.Equal("no_consent", told.Body.GetProperty("permitted").GetProperty("why").GetString());
        Assert.Equal(withdrawn.Version, told.Body.GetProperty("decisionVersion").GetInt64());
    }

    [Fact]
    public async Task Those_who_ask_meanwhile_hear_yes_and_then_no_and_never_yes_again()
    {
        await using var shop = await Shop.Open();
        var ana = await Consenting(shop);

        var withdrawal = Say(shop, ana, "withdrawn");
        var answers = new List<string>();
        while (!withdrawal.IsCompleted)
        {
            answers.Add(Decision(await shop.Decide("support", ana, "email_marketing", "given_name")));
        }

        Assert.True((await withdrawal).IsRecorded);
        answers.Add(Decision(await shop.Decide("crm", ana, "email_marketing", "given_name")));
        Assert.Equal("withheld", answers[^1]);
        Assert.All(answers.SkipWhile(a => a == "released"), a => Assert.Equal("withheld", a));
    }

    [Fact]
    public async Task A_consent_that_ran_out_is_none_without_anybody_saying_so()
    {
        await using var shop = await Shop.Open();
        var ana = await Consenting(shop);

        shop.Pass(TimeSpan.FromDays(731));

        Assert.Equal("withheld", Decision(await shop.Decide("crm", ana, "email_marketing", "given_name")));
    }

    private static string Decision(Told told) => told.Field("given_name").GetProperty("decision").GetString()!;

    private static async Task<string> Consenting(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("self_service", ana, new { given_name = "Ana", residence_region = "EU", date_of_birth = "1990-05-01" }, signedIn: ana);
        Assert.Equal(HttpStatusCode.OK, (await Say(shop, ana, "granted")).Status);
        return ana;
    }

    private static Task<Told> Say(Shop shop, string customer, string decision) => shop.Post(
        "self_service", customer + "/consents",
        new { observedAt = shop.Now(), purpose = "email_marketing", decision, noticeVersion = decision == "granted" ? "n-2026-05" : null },
        signedIn: customer);
}
