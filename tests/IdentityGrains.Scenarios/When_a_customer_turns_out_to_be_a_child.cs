using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>Who turns out to be a child permits nothing any more that only the grown-up may, from the corrected date's own entry on.</summary>
public sealed class When_a_customer_turns_out_to_be_a_child
{
    [Fact]
    public async Task What_only_the_grown_up_may_permit_is_taken_back_until_the_guardian_says_yes()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", residence_region = "DE" });
        await shop.Assertion("self_service", ana, new { date_of_birth = "1990-05-01" }, signedIn: ana);
        await shop.Assertion("cdp", ana, new { value_band = "high" });
        await Grant(shop, ana, "customer", []);
        await shop.Holds("N-1", "valueBand", "high");

        var child = shop.Time.GetUtcNow().AddYears(-12).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await shop.Assertion("self_service", ana, new { date_of_birth = child }, signedIn: ana);

        await shop.Holds("N-1", "valueBand", null);
        Assert.Equal("Ana", shop.Product.Simulator!.Find("commerce", "N-1")!.Fields["name.given"].GetString());
        Assert.Equal("age-gate", (await Grant(shop, ana, "customer", [])).Problem);

        await Grant(shop, ana, "guardian", [new { kind = "case_reference", reference = "M-1" }]);
        await shop.Holds("N-1", "valueBand", "high");
    }

    private static Task<Told> Grant(Shop shop, string customer, string by, object[] evidence) => shop.Post(
        "self_service", customer + "/consents",
        new { observedAt = shop.Now(), purpose = "personalisation", decision = "granted", noticeVersion = "n-2026-05", by, evidence }, signedIn: customer);
}
