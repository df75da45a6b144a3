using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>What holds for a time ends by itself: nobody has to call for a value to expire or a consent to run out, and the platform is told.</summary>
public sealed class When_time_passes
{
    [Fact]
    public async Task A_value_past_its_validity_is_taken_back()
    {
        await using var shop = await Shop.Open();
        var ana = await Personalised(shop);
        await shop.Holds("N-1", "valueBand", "high");
        var before = (await shop.Get("commerce", ana)).Version;

        shop.Pass(TimeSpan.FromDays(31));

        await shop.Holds("N-1", "valueBand", null);
        var journal = (await shop.Get("commerce", ana + "/journal")).Body.GetProperty("entries").EnumerateArray();
        var entry = Assert.Single(journal, e => e.GetProperty("version").GetInt64() > before);
        Assert.Equal("nhi:identity-grains", entry.GetProperty("principal").GetString());
        var change = Assert.Single(entry.GetProperty("changes").EnumerateArray());
        Assert.Equal(("field-reevaluated.1", "value_band"), (change.GetProperty("event").GetString(), change.GetProperty("concerns").GetString()));
        Assert.Equal("Ana", shop.Product.Simulator!.Find("commerce", "N-1")!.Fields["name.given"].GetString());
    }

    [Fact]
    public async Task What_a_consent_permitted_is_taken_back_when_it_runs_out()
    {
        await using var shop = await Shop.Open();
        var ana = await Personalised(shop);
        shop.Pass(TimeSpan.FromDays(725));
        await shop.Holds("N-1", "valueBand", null);
        await shop.Assertion("cdp", ana, new { value_band = "middle" });
        await shop.Holds("N-1", "valueBand", "middle");

        shop.Pass(TimeSpan.FromDays(10));

        await shop.Holds("N-1", "valueBand", null);
        var read = await shop.Get("cdp", ana);
        Assert.Equal("middle", read.Field("value_band").GetProperty("value").GetString());
        var consent = read.Body.GetProperty("consents").EnumerateArray().Single(c => c.GetProperty("purpose").GetString() == "personalisation");
        Assert.False(consent.GetProperty("permitted").GetBoolean());
    }

    private static async Task<string> Personalised(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        Told[] told =
        [
            await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", residence_region = "DE" }),
            await shop.Assertion("self_service", ana, new { date_of_birth = "1990-05-01" }, signedIn: ana),
            await shop.Assertion("cdp", ana, new { value_band = "high" }),
            await shop.Post(
                "self_service", ana + "/consents",
                new { observedAt = shop.Now(), purpose = "personalisation", decision = "granted", noticeVersion = "n-2026-05" }, signedIn: ana),
        ];
        Assert.All(told, t => Assert.Equal(HttpStatusCode.OK, t.Status));
        return ana;
    }
}
