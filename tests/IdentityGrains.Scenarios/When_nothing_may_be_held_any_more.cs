using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Where no purpose is left, an empty record is still a record of somebody. It goes, after what it held; and where our hands do not reach, somebody is told.
/// </summary>
public sealed class When_nothing_may_be_held_any_more
{
    private const string Address = "ana@home.example";

    [Fact]
    public async Task The_record_is_emptied_unsubscribed_and_then_deleted_and_made_anew_when_there_is_a_purpose_again()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await shop.Subscriber(1, Address);
        await shop.Shows(1, "email", Address);

        await Personalised(shop, ana, wanted: false);
        await shop.Offers(ana, wanted: false);
        await Eventually.Holds(() => Task.FromResult(Record(shop) is null));
        await Eventually.Holds(async () => (await Gone(shop, ana))?.GetProperty("level").GetString() == "confirmed");

        // What it held went before it, and was shown to be gone.
        var requests = shop.Product.Vendors!.Requests(Subscribers.Marketing).ToArray();
        var deleted = Assert.Single(requests, r => r.Path.StartsWith("/users/delete", StringComparison.Ordinal));
        var emptied = requests.Last(r => r.Path.StartsWith("/users/track", StringComparison.Ordinal));
        Assert.Contains("\"email\":null", emptied.Body, StringComparison.Ordinal);
        Assert.Contains("\"email_subscribe\":\"unsubscribed\"", emptied.Body, StringComparison.Ordinal);
        Assert.Contains(requests, r => r.Number > emptied.Number && r.Number < deleted.Number && r.Path.StartsWith("/users/export", StringComparison.Ordinal));
        Assert.Equal(0, (await shop.Reconcile(Subscribers.Marketing)).Count("drifting"));

        await shop.Offers(ana, wanted: true);
        await shop.Shows(1, "email", Address);
        await shop.Shows(1, "first_name", "Ana1");
        await shop.Shows(1, "email_subscribe", "opted_in");
        Assert.Null(await Gone(shop, ana));
    }

    [Fact]
    public async Task Where_no_connector_can_do_what_the_policy_says_somebody_is_told_to()
    {
        await using var shop = await Shop.Open(
            policy: p => p.Replace("record: unsubscribe_then_delete", "record: suppress", StringComparison.Ordinal), vendors: true);
        var ana = await shop.Subscriber(1, Address);
        await shop.Shows(1, "email", Address);

        await Personalised(shop, ana, wanted: false);
        await shop.Offers(ana, wanted: false);

        await shop.Shows(1, "email_subscribe", "unsubscribed");
        await Eventually.Holds(async () => (await shop.Get("commerce", "/v1/exceptions")).Body.GetProperty("exceptions").EnumerateArray().Any(e =>
            e.GetProperty("kind").GetString() == "consent_not_confirmed" && e.GetProperty("why").GetString() == "remove_by_hand"));
        Assert.DoesNotContain("email", Record(shop)!.Fields.Keys);
        Assert.DoesNotContain(shop.Product.Vendors!.Requests(Subscribers.Marketing), r => r.Path.StartsWith("/users/delete", StringComparison.Ordinal));
    }

    private static Simulators.Protocols.ShelfRecord? Record(Shop shop) => shop.Product.Vendors!.Find(Subscribers.Marketing, "N-1");

    private static async Task<JsonElement?> Gone(Shop shop, string customer) =>
        (await shop.Get("commerce", customer + "/holdings")).Platform(Subscribers.Marketing).GetProperty("fields").EnumerateArray()
            .Where(f => f.GetProperty("field").GetString() == "record:whole").Select(f => (JsonElement?)f).SingleOrDefault();

    private static async Task Personalised(Shop shop, string customer, bool wanted)
    {
        var told = await shop.Post(
            "self_service", customer + "/consents",
            new { observedAt = shop.Now(), purpose = "personalisation", decision = wanted ? "granted" : "withdrawn" }, signedIn: customer);
        Assert.True(told.IsRecorded, told.Text);
    }
}
