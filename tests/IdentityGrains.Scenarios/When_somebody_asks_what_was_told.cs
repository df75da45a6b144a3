using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Whoever asks what was told of a customer hears in one answer who received it by name, why, on which lawful basis, under which policy, when, and what the
/// recipient said; and nothing of what the values were.
/// </summary>
public sealed class When_somebody_asks_what_was_told
{
    [Fact]
    public async Task Recipients_are_told_by_name_with_purpose_basis_policy_and_what_they_acknowledged()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Filled(shop);

        var disclosures = await All(shop, ana, "?limit=100");

        var crm = disclosures.First(d => d.Text("platform") == "crm");
        Assert.Equal("Salesforce EMEA Ltd", crm.Text("recipient"));
        Assert.StartsWith("brightmart-retail@", crm.Text("policy"), StringComparison.Ordinal);
        var name = crm.GetProperty("fields").EnumerateArray().Single(f => f.Text("field") == "given_name");
        Assert.Equal(("service_fulfilment", "gdpr-6-1-b", "FirstName"), (name.Text("purpose"), name.Text("basis"), name.Text("path")));
        var attempt = Assert.Single(crm.GetProperty("attempts").EnumerateArray());
        Assert.Equal("acknowledged", attempt.GetProperty("outcome")[0].GetString());
        Assert.Equal("confirmed", crm.Text("level"));
        Assert.Contains(crm.GetProperty("levels").EnumerateArray(), l => l.Text("level") == "applied");
        Assert.DoesNotContain("Ana", (await shop.Get("commerce", ana + "/disclosures")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_was_tried_again_is_one_disclosure_with_every_attempt()
    {
        await using var shop = await Shop.Open(vendors: true);
        shop.Product.Vendors!.Inject("crm", new Fault(FaultKind.Status) { Status = 503, Times = 2 });
        var ana = await Filled(shop, again: true);

        var crm = Assert.Single((await All(shop, ana, "?limit=100")).Where(d => d.Text("platform") == "crm").Take(1));

        Assert.Equal(3, crm.GetProperty("attempts").GetArrayLength());
        Assert.Equal("http_503", crm.GetProperty("attempts")[0].GetProperty("outcome")[1].GetString());
    }

    [Fact]
    public async Task Page_by_page_it_is_the_same_in_order_of_time()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Filled(shop);
        for (var n = 0; n < 4; n++)
        {
            await shop.Assertion("commerce", ana, new { given_name = $"Ana{n}" });
            await Confirmed(shop, ana);
        }

        var whole = await All(shop, ana, "?limit=100");
        var paged = await All(shop, ana, "?limit=1");

        Assert.Equal(whole.Select(d => d.Text("delivery")), paged.Select(d => d.Text("delivery")));
        Assert.Equal(whole.Length, paged.Select(d => d.Text("delivery")).Distinct().Count());
        var times = whole.Select(d => d.GetProperty("attempts")[0].GetProperty("at").GetDateTimeOffset()).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.True(whole.Length >= 10);
    }

    private static async Task<string> Filled(Shop shop, bool again = false)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", family_name = "Sol", residence_region = "EU" });
        await Confirmed(shop, ana, again);
        return ana;
    }

    private static Task Confirmed(Shop shop, string customer, bool again = false) => Eventually.Holds(async () =>
    {
        var held = await shop.Get("commerce", customer + "/holdings");
        if (again && held.Platform("crm").Text("delivery") == "retry_wait")
        {
            shop.Pass(TimeSpan.FromSeconds(30));
        }

        return Has("crm") && Has("commerce");

        bool Has(string platform) => held.Platform(platform).Text("delivery") == "confirmed"
            && held.Platform(platform).GetProperty("plannedVersion").GetInt64() == held.Version;
    });

    private static async Task<JsonElement[]> All(Shop shop, string customer, string query)
    {
        var all = new List<JsonElement>();
        for (var next = query; ;)
        {
            var page = (await shop.Get("commerce", customer + "/disclosures" + next)).Body;
            all.AddRange(page.GetProperty("disclosures").EnumerateArray());
            if (page.Text("cursor") is not { } cursor)
            {
                return [.. all];
            }

            next = query + "&cursor=" + Uri.EscapeDataString(cursor);
        }
    }
}
