using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// What a platform acknowledged is not what it holds for ever. Whoever looks back finds what differs, knows who changed it there, and puts it right within
/// the policy's limits; the customer is never changed by it.
/// </summary>
public sealed class When_a_platform_is_looked_back_at
{
    private const string Crm = "crm";
    private const int Customers = 40;

    // Five in a hundred may differ, says the sample's policy: two of forty, and not three.
    private const int Bearable = 2;

    [Fact]
    public async Task A_value_that_somebody_changed_there_is_found_with_its_author_and_repaired()
    {
        await using var shop = await Filled();
        Edit(shop, "N-7", "FirstName", "Mallory", "0051x0000SALES");

        var report = await shop.Reconcile(Crm);

        var drift = Assert.Single(report.GetProperty("drifts").EnumerateArray());
        Assert.Equal("given_name", drift.GetProperty("field").GetString());
        Assert.Equal("changed_there", drift.GetProperty("kind").GetString());
        Assert.Equal("0051x0000SALES", drift.GetProperty("by").GetString());
        Assert.Equal("repaired", drift.GetProperty("stage").GetString());
        Assert.Equal("Ana7", shop.Product.Vendors!.Find(Crm, "N-7")!.Fields["FirstName"].GetString());
        Assert.Equal(2, (await shop.Get("commerce", "/v1/customers/" + drift.GetProperty("customer").GetString())).Version);
        Assert.DoesNotContain("Mallory", report.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conformance_is_what_was_counted_and_everybody_who_differs_is_named()
    {
        await using var shop = await Filled();
        var edited = Enumerable.Range(3, Bearable).Select(n => $"N-{n}").ToArray();
        foreach (var number in edited)
        {
            Edit(shop, number, "FirstName", null, "somebody");
        }

        var report = await shop.Reconcile(Crm);

        Assert.Equal((double)(Customers - Bearable) / Customers, report.Conformance("given_name"));
        Assert.Equal(1.0, report.Conformance("family_name"));
        Assert.Equal(Bearable, report.Count("drifting"));
        Assert.Equal(Bearable, report.Count("repaired"));
        Assert.Equal(Bearable, report.GetProperty("drifts").GetArrayLength());
        Assert.All(report.GetProperty("drifts").EnumerateArray(), d => Assert.Equal("missing", d.GetProperty("kind").GetString()));
        Assert.All(edited, n => Assert.StartsWith("Ana", shop.Product.Vendors!.Find(Crm, n)!.Fields["FirstName"].GetString(), StringComparison.Ordinal));
        Assert.Equal(1.0, (await shop.Reconcile(Crm)).Conformance("given_name"));
    }

    [Fact]
    public async Task When_too_much_differs_nothing_is_repaired_and_one_exception_says_so()
    {
        await using var shop = await Filled();
        var requests = shop.Product.Vendors!.SummaryOf(Crm).Writes;
        for (var n = 0; n <= Bearable; n++)
        {
            Edit(shop, $"N-{n}", "FirstName", "Eve", "a-bad-import");
        }

        var report = await shop.Reconcile(Crm);

        Assert.Equal("breaker", report.GetProperty("run").GetProperty("stopped").GetString());
        Assert.Equal(0, report.Count("asked"));
        Assert.All(report.GetProperty("drifts").EnumerateArray(), d => Assert.Equal("breaker", d.GetProperty("left").GetString()));
        Assert.Equal(requests, shop.Product.Vendors.SummaryOf(Crm).Writes);
        var exception = Assert.Single((await shop.Get("commerce", "/v1/exceptions")).Body.GetProperty("exceptions").EnumerateArray());
        Assert.Equal("drift_detected", exception.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, exception.GetProperty("customer").ValueKind);
    }

    [Fact]
    public async Task After_the_first_look_at_everybody_only_those_are_looked_at_who_changed_there()
    {
        await using var shop = await Filled();
        await shop.Reconcile(Crm);
        Edit(shop, "N-5", "FirstName", "Mallory", "somebody");

        var report = await shop.Reconcile(Crm, "incremental");

        Assert.Equal(1, report.Count("drifting"));
        Assert.Equal(Customers, report.Count("covered"));
        Assert.Equal("Ana5", shop.Product.Vendors!.Find(Crm, "N-5")!.Fields["FirstName"].GetString());
    }

    [Fact]
    public async Task A_repair_bears_the_version_that_permits_it_now()
    {
        await using var shop = await Filled();
        var customer = "/v1/customers/" + (await shop.Get("commerce", "/v1/customers/by-key/commerce/C-7")).Body.GetProperty("customer").GetString();

        // Nothing for this platform: nobody has verified the address.
        var version = (await shop.Assertion("commerce", customer, new { email = "ana@example.org" })).Version;
        Edit(shop, "N-7", "FirstName", "Mallory", "somebody");

        Assert.Equal(1, (await shop.Reconcile(Crm)).Count("repaired"));

        var crm = (await shop.Get("commerce", customer + "/holdings")).Platform(Crm);
        Assert.Equal(version, crm.GetProperty("plannedVersion").GetInt64());
    }

    private static void Edit(Shop shop, string number, string path, string? value, string by) => Assert.True(shop.Product.Vendors!.Edit(
        Crm, number, new Dictionary<string, JsonElement> { [path] = JsonSerializer.SerializeToElement(value) }, by));

    private static async Task<Shop> Filled()
    {
        var shop = await Shop.Open(vendors: true);
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(async n =>
        {
            var customer = await shop.Create("commerce", $"C-{n}");
            await shop.Assertion(
                "commerce", customer, new { customer_number = $"N-{n}", given_name = $"Ana{n}", family_name = "Sol", residence_region = "EU" });
        }));
        await shop.AllConfirmed(Crm, Customers);
        return shop;
    }
}
