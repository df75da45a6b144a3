using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Some platforms keep a subscription by the address and not by the person. There the no of one holds for all who share it, and nobody's yes is told while
/// somebody's no stands.
/// </summary>
public sealed class When_somebody_unsubscribes_and_shares_an_address
{
    private const string Shared = "family@home.example";

    [Fact]
    public async Task Nobody_who_shares_it_is_subscribed_any_more_and_all_are_again_when_the_no_is_over()
    {
        await using var shop = await Shop.Open(vendors: true);
        var (ana, bo) = await Family(shop);

        await shop.Offers(bo, wanted: false);
        await shop.Shows(2, "email_subscribe", "unsubscribed");
        await shop.Shows(2, "email", null);
        await shop.Shows(1, "email_subscribe", "unsubscribed");
        await Eventually.Holds(async () => (await shop.Subscription(ana)).GetProperty("level").GetString() == "confirmed");
        var hers = await shop.Subscription(ana);
        Assert.Equal((false, "shared_contact_denied"), (hers.GetProperty("permitted").GetBoolean(), hers.GetProperty("why").GetString()));
        Assert.Equal("no_purpose_permitted", (await shop.Subscription(bo)).GetProperty("why").GetString());

        // What she is sent for other reasons goes on, and opens nothing.
        await shop.Assertion("self_service", ana, new { given_name = "Anna" }, signedIn: ana);
        await shop.Shows(1, "first_name", "Anna");
        Assert.Equal("unsubscribed", Said(shop, 1, "email_subscribe"));

        await shop.Offers(bo, wanted: true);
        await shop.Shows(1, "email_subscribe", "opted_in");
        await shop.Shows(2, "email_subscribe", "opted_in");
    }

    [Fact]
    public async Task Whoever_comes_to_the_address_of_somebody_who_said_no_is_not_subscribed_and_is_when_he_moves_on()
    {
        await using var shop = await Shop.Open(vendors: true);
        var bo = await shop.Subscriber(2, Shared);
        await shop.Shows(2, "email_subscribe", "opted_in");
        await shop.Offers(bo, wanted: false);
        await shop.Shows(2, "email_subscribe", "unsubscribed");

        var ana = await shop.Subscriber(1, Shared);
        await shop.Shows(1, "email", Shared);
        await shop.Shows(1, "email_subscribe", "unsubscribed");
        Assert.Equal("shared_contact_denied", (await shop.Subscription(ana)).GetProperty("why").GetString());

        await shop.Assertion("self_service", ana, new { email = "ana@own.example" }, signedIn: ana);
        await shop.Confirm(ana, "ana@own.example");
        await shop.Shows(1, "email", "ana@own.example");
        await shop.Shows(1, "email_subscribe", "opted_in");
        Assert.Equal("unsubscribed", Said(shop, 2, "email_subscribe"));
    }

    [Fact]
    public async Task Whoever_unsubscribes_at_the_platform_stays_so_until_he_says_otherwise_himself()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await shop.Subscriber(1, "ana@home.example");
        await shop.Shows(1, "email_subscribe", "opted_in");
        await shop.AllConfirmed(Subscribers.Marketing, 1);
        Assert.True(shop.Product.Vendors!.Edit(
            Subscribers.Marketing, "N-1",
            new Dictionary<string, JsonElement> { ["email_subscribe"] = JsonSerializer.SerializeToElement("unsubscribed") }, "the link in a letter"));

        var report = await shop.Reconcile(Subscribers.Marketing);
        var drift = Assert.Single(report.GetProperty("drifts").EnumerateArray());
        Assert.Equal(
            ("purpose:email_marketing", "withdrawn_there", "left", "withdrawn_there"),
            (drift.GetProperty("field").GetString(), drift.GetProperty("kind").GetString(), drift.GetProperty("stage").GetString(),
                drift.GetProperty("left").GetString()));

        // Neither a repair nor the next change of anything else gives him back what he took away.
        await shop.Assertion("self_service", ana, new { given_name = "Anna" }, signedIn: ana);
        await shop.Shows(1, "first_name", "Anna");
        Assert.Equal("unsubscribed", Said(shop, 1, "email_subscribe"));

        // Whoever says yes again says it everywhere.
        await shop.Offers(ana, wanted: true);
        await shop.Shows(1, "email_subscribe", "opted_in");
    }

    private static async Task<(string Ana, string Bo)> Family(Shop shop)
    {
        var (ana, bo) = (await shop.Subscriber(1, Shared), await shop.Subscriber(2, "FAMILY@home.example"));
        await shop.Shows(1, "email_subscribe", "opted_in");
        await shop.Shows(2, "email_subscribe", "opted_in");
        return (ana, bo);
    }

    private static string? Said(Shop shop, int number, string path) =>
        shop.Product.Vendors!.Find(Subscribers.Marketing, $"N-{number}")!.Fields.TryGetValue(path, out var told) ? told.GetString() : null;
}
