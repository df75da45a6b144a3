using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>A withdrawal has a clock: who had been told what, since when nothing leaves any more, who gave it back and when, and who did not yet.</summary>
public sealed class When_a_withdrawal_is_followed
{
    private const string Marketing = "marketing";

    [Fact]
    public async Task It_is_told_of_every_platform_that_had_been_told_and_of_no_other_when_it_followed()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Told(shop);

        var withdrawn = await Say(shop, ana, "withdrawn");

        await Eventually.Holds(async () => (await Clock(shop, ana, withdrawn.Version)).Platform(Marketing)?.Text("stage") == "taken_back");
        var clock = await Clock(shop, ana, withdrawn.Version);
        var marketing = clock.Platform(Marketing)!.Value;
        Assert.NotEqual(JsonValueKind.Null, clock.GetProperty("fencedAt").ValueKind);
        Assert.Equal("email_marketing", clock.GetProperty("changes")[0].Text("concerns"));
        Assert.Equal(["given_name"], marketing.GetProperty("fields").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("Braze Inc", marketing.Text("recipient"));
        Assert.Equal("confirmed", marketing.GetProperty("levels").EnumerateArray().Last().Text("level"));
        Assert.True(marketing.GetProperty("elapsedSeconds").GetDouble() > 0);
        Assert.Equal(0, marketing.GetProperty("lateSends").GetArrayLength());
        Assert.Single(clock.GetProperty("platforms").EnumerateArray());
        Assert.Empty(await Open(shop));
        Assert.DoesNotContain("Ana", (await shop.Get("commerce", ana + "/withdrawals")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_does_not_follow_is_listed_until_it_does()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Told(shop);
        shop.Product.Vendors!.Inject(Marketing, new Fault(FaultKind.Status) { Status = 503 });

        var withdrawn = await Say(shop, ana, "withdrawn");

        await Eventually.Holds(async () => (await Open(shop)).Length == 1);
        var open = Assert.Single(await Open(shop));
        Assert.Equal((Marketing, ana.Split('/')[^1]), (open.Text("platform"), open.Text("customer")));
        Assert.Equal("Braze Inc", open.Text("recipient"));
        Assert.Equal("open", (await Clock(shop, ana, withdrawn.Version)).Platform(Marketing)!.Value.Text("stage"));

        shop.Product.Vendors.ClearFaults(Marketing);
        await Eventually.Holds(async () =>
        {
            // Each time that it is tried again in vain it waits longer.
            shop.Pass(TimeSpan.FromMinutes(2));
            return (await Clock(shop, ana, withdrawn.Version)).Platform(Marketing)!.Value.Text("stage") == "taken_back";
        });
        Assert.Empty(await Open(shop));
    }

    [Fact]
    public async Task What_is_granted_again_before_it_was_taken_back_stays()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Told(shop);
        shop.Product.Vendors!.Inject(Marketing, new Fault(FaultKind.Status) { Status = 503 });
        var withdrawn = await Say(shop, ana, "withdrawn");
        await Eventually.Holds(async () => (await Open(shop)).Length == 1);
        await Say(shop, ana, "granted");

        var marketing = (await Clock(shop, ana, withdrawn.Version)).Platform(Marketing)!.Value;

        Assert.Equal("permitted", marketing.Text("stage"));
        Assert.Equal(JsonValueKind.Null, marketing.GetProperty("elapsedSeconds").ValueKind);
        await Eventually.Holds(async () => (await Open(shop)).Length == 0);
    }

    [Fact]
    public async Task Withdrawals_come_the_newest_first_page_by_page_and_nothing_else_with_them()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Told(shop);
        var first = await Say(shop, ana, "withdrawn");
        await Say(shop, ana, "granted");
        var second = await Say(shop, ana, "withdrawn");

        var page = (await shop.Get("commerce", ana + "/withdrawals?limit=1")).Body;
        var rest = (await shop.Get("commerce", $"{ana}/withdrawals?before={page.GetProperty("before").GetInt64()}")).Body;

        Assert.Equal(second.Version, Assert.Single(page.GetProperty("withdrawals").EnumerateArray()).GetProperty("version").GetInt64());
        Assert.Equal(first.Version, Assert.Single(rest.GetProperty("withdrawals").EnumerateArray()).GetProperty("version").GetInt64());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("before").ValueKind);
    }

    private static async Task<string> Told(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1" });
        await shop.Assertion("self_service", ana, new { given_name = "Ana", residence_region = "EU", date_of_birth = "1990-05-01" }, signedIn: ana);
        Assert.Equal(HttpStatusCode.OK, (await Say(shop, ana, "granted")).Status);
        await Eventually.Holds(() => Task.FromResult(shop.Product.Vendors!.Find(Marketing, "N-1") is { } held && held.Fields.ContainsKey("first_name")));
        await Eventually.Holds(async () => (await shop.Get("commerce", ana + "/holdings")).Platform(Marketing).Text("delivery") is "accepted" or "confirmed");
        return ana;
    }

    private static Task<Told> Say(Shop shop, string customer, string decision) => shop.Post(
        "self_service", customer + "/consents",
        new { observedAt = shop.Now(), purpose = "email_marketing", decision, noticeVersion = decision == "granted" ? "n-2026-05" : null },
        signedIn: customer);

    private static async Task<JsonElement> Clock(Shop shop, string customer, long version) =>
        (await shop.Get("commerce", customer + "/withdrawals")).Body.GetProperty("withdrawals").EnumerateArray()
            .Single(w => w.GetProperty("version").GetInt64() == version);

    private static async Task<JsonElement[]> Open(Shop shop) =>
        [.. (await shop.Get("commerce", "/v1/withdrawals")).Body.GetProperty("withdrawals").EnumerateArray()];
}
