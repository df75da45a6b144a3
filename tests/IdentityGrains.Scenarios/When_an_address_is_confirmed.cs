using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Inbox;

namespace IdentityGrains.Scenarios;

/// <summary>
/// A new e-mail address is told to nobody before the code that went to it came back; until then the confirmed one stays, whoever reads it hears of the
/// change in time to stop it, and what was confirmed can be undone for a while.
/// </summary>
public sealed class When_an_address_is_confirmed
{
    private const string Old = "ana@old.example";
    private const string New = "ana@new.example";

    [Fact]
    public async Task It_waits_unseen_until_its_code_comes_back_and_then_it_is_told()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);

        var said = await Say(shop, ana, " ana@OLD.example ");
        Assert.Equal("pending", said.OutcomeOf("email"));
        var code = await Letter(shop, Old);
        Assert.Equal(("code", "confirmation_code", 6), (code.Kind, code.Method, code.Code!.Length));
        Assert.Equal(("pending", null), await State(shop, ana));
        await shop.Holds("N-1", "email", null);

        var confirmed = await Bring(shop, ana, code.Code, code.Verification);
        Assert.Equal((HttpStatusCode.OK, said.Version + 1), (confirmed.Status, confirmed.Version));
        Assert.Equal(("verified", Old), await State(shop, ana));
        await shop.Holds("N-1", "email", Old);

        var used = await Bring(shop, ana, code.Code);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "code-invalid"), (used.Status, used.Problem));
        Assert.Equal("corroborates", (await Say(shop, ana, Old)).OutcomeOf("email"));
    }

    [Fact]
    public async Task While_another_address_waits_the_confirmed_one_is_the_one_everybody_has()
    {
        await using var shop = await Shop.Open();
        var ana = await Confirmed(shop);

        await Say(shop, ana, New);
        var notice = await Letter(shop, Old, after: 1);
        var code = await Letter(shop, New);
        Assert.Equal(("change_notice", null), (notice.Kind, notice.Code));
        Assert.Equal(("verified", Old), await State(shop, ana));

        // An edit of something else between the request and the code does no harm.
        await shop.Assertion("commerce", ana, new { given_name = "Anna" });
        await shop.Holds("N-1", "name.given", "Anna");
        Assert.Equal(Old, shop.Product.Simulator!.Find("commerce", "N-1")!.Fields["email"].GetString());

        Assert.Equal(HttpStatusCode.OK, (await Bring(shop, ana, code.Code!)).Status);
        await shop.Holds("N-1", "email", New);

        // Whoever reads the previous address undoes what he did not do himself.
        var undone = await Verify(shop, ana, new { observedAt = shop.Now(), act = "cancel", token = notice.CancelToken });
        Assert.Equal(HttpStatusCode.OK, undone.Status);
        await shop.Holds("N-1", "email", Old);
        Assert.Equal(("verified", Old), await State(shop, ana));
    }

    [Fact]
    public async Task Wrong_codes_count_and_the_fifth_locks_it()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await Say(shop, ana, Old);
        var code = (await Letter(shop, Old)).Code!;
        var wrong = code == "000000" ? "000001" : "000000";
        for (var tries = 0; tries < 5; tries++)
        {
            Assert.Equal("code-invalid", (await Bring(shop, ana, wrong)).Problem);
        }

        Assert.Equal("code-invalid", (await Bring(shop, ana, code)).Problem);
        var view = (await shop.Get("self_service", ana)).Field("email");
        Assert.Equal(0, view.GetProperty("verification").GetProperty("attemptsLeft").GetInt32());
    }

    [Fact]
    public async Task A_repeated_wrong_code_counts_once()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await Say(shop, ana, Old);
        var wrong = (await Letter(shop, Old)).Code == "000000" ? "000001" : "000000";
        var body = new { observedAt = shop.Now(), act = "confirm", code = wrong };
        for (var tries = 0; tries < 3; tries++)
        {
            Assert.Equal("code-invalid", (await shop.Post("self_service", ana + "/verifications/email", body, "op-wrong")).Problem);
        }

        Assert.Equal(4, (await shop.Get("self_service", ana)).Field("email").GetProperty("verification").GetProperty("attemptsLeft").GetInt32());
    }

    [Fact]
    public async Task What_nobody_confirms_ends_and_what_was_confirmed_long_ago_is_taken_back_and_asked_for_again()
    {
        await using var shop = await Shop.Open();
        var ana = await Confirmed(shop);
        await shop.Holds("N-1", "email", Old);
        await Say(shop, ana, New);
        await Letter(shop, New);

        shop.Pass(TimeSpan.FromDays(8));
        await Eventually.Holds(async () => (await shop.Get("self_service", ana)).Field("email").GetProperty("pending").ValueKind == JsonValueKind.Null);
        Assert.Equal(("verified", Old), await State(shop, ana));

        shop.Pass(TimeSpan.FromDays(730));
        await shop.Holds("N-1", "email", null);
        Assert.Equal("expired", (await State(shop, ana)).State);
        var again = await Letter(shop, Old, after: 3);
        Assert.Equal(HttpStatusCode.OK, (await Bring(shop, ana, again.Code!)).Status);
        await shop.Holds("N-1", "email", Old);
    }

    [Fact]
    public async Task A_bounce_makes_it_suspect_and_it_is_told_no_more()
    {
        await using var shop = await Shop.Open();
        var ana = await Confirmed(shop);
        await shop.Holds("N-1", "email", Old);

        var bounced = await shop.Post("crm", ana + "/verifications/email", new { observedAt = shop.Now(), act = "doubt", value = Old });
        Assert.Equal(HttpStatusCode.OK, bounced.Status);
        Assert.Equal(("suspect", Old), await State(shop, ana));
        await shop.Holds("N-1", "email", null);
    }

    private static async Task<string> Known(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", residence_region = "DE" });
        return ana;
    }

    private static async Task<string> Confirmed(Shop shop)
    {
        var ana = await Known(shop);
        await Say(shop, ana, Old);
        Assert.Equal(HttpStatusCode.OK, (await Bring(shop, ana, (await Letter(shop, Old)).Code!)).Status);
        return ana;
    }

    private static Task<Told> Say(Shop shop, string customer, string email) =>
        shop.Assertion("self_service", customer, new { email }, signedIn: customer);

    private static Task<Told> Bring(Shop shop, string customer, string code, string? verification = null) =>
        Verify(shop, customer, new { observedAt = shop.Now(), act = "confirm", code, verification });

    private static Task<Told> Verify(Shop shop, string customer, object body) => shop.Post("self_service", customer + "/verifications/email", body);

    private static Task<InboxMessage> Letter(Shop shop, string to, long after = 0) =>
        shop.Product.Simulator!.Inbox!.Next(to, after, TestContext.Current.CancellationToken);

    private static async Task<(string State, string? Value)> State(Shop shop, string customer)
    {
        var field = (await shop.Get("self_service", customer)).Field("email");
        return (field.GetProperty("state").GetString()!, field.GetProperty("value").GetString());
    }
}
