using System.Net.Http.Json;
using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// What somebody wrote at a platform changes nobody by itself. A person may say that it is right: then the source that the platform is asserts it, under its
/// own rank, and may lose.
/// </summary>
public sealed class When_a_drift_is_accepted
{
    private const string Crm = "crm";
    private const string Steward = "customer-data-stewards";

    [Fact]
    public async Task Where_the_platforms_source_may_win_what_stands_there_is_the_customers_value()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Named(shop, "commerce");
        Edit(shop, "FirstName", "Anna");
        await shop.Reconcile(Crm);
        Assert.Equal("Ana", Value(await shop.Get("commerce", ana), "given_name"));

        var accepted = await Accept(shop, ana, "given_name");

        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Equal(("winner", "accepted"), (accepted.Body.Text("outcome"), accepted.Body.GetProperty("drift").Text("stage")));
        Assert.Equal("Anna", Value(await shop.Get("commerce", ana), "given_name"));
        var change = (await shop.Get("commerce", ana + "/journal")).Body.GetProperty("entries").EnumerateArray().Last();
        Assert.Equal(("nhi:crm-cdc", "crm"), (change.Text("principal"), change.GetProperty("changes")[0].Text("source")));
        Assert.DoesNotContain("Anna", accepted.Text, StringComparison.Ordinal);

        var again = await shop.Reconcile(Crm);
        Assert.Equal(0, again.Count("drifting"));
    }

    [Fact]
    public async Task Where_it_loses_that_is_told_and_the_platform_is_told_ours_again()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Named(shop, "self_service");
        Edit(shop, "FirstName", "Mallory");
        await shop.Reconcile(Crm);

        var accepted = await Accept(shop, ana, "given_name");

        Assert.Equal(("lower_rank", "repairing"), (accepted.Body.Text("outcome"), accepted.Body.GetProperty("drift").Text("stage")));
        await Eventually.Holds(() => Task.FromResult(shop.Product.Vendors!.Find(Crm, "N-1")!.Fields["FirstName"].GetString() == "Ana"));
        Assert.Equal("Ana", Value(await shop.Get("commerce", ana), "given_name"));
    }

    [Fact]
    public async Task A_field_that_the_platform_is_no_source_of_is_never_asserted_by_it()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Named(shop, "commerce");
        await shop.Assertion("commerce", ana, new { loyalty_tier = "gold" });
        await Confirmed(shop, ana);
        var before = (await shop.Get("commerce", ana)).Version;
        Edit(shop, "Loyalty_Tier__c", "platinum");
        await shop.Reconcile(Crm);

        var refused = await Accept(shop, ana, "loyalty_tier");

        Assert.Equal(("drift-not-acceptable", "no-source"), (refused.Problem, refused.Code()));
        Assert.Equal(before, (await shop.Get("commerce", ana)).Version);
        Assert.Equal("gold", Value(await shop.Get("commerce", ana), "loyalty_tier"));
    }

    [Fact]
    public async Task What_stands_there_by_now_is_asked_again_whether_it_may_be_right()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Named(shop, "commerce");
        await shop.Assertion("commerce", ana, new { given_name = "Anne" });
        await Confirmed(shop, ana);
        Edit(shop, "FirstName", "Mallory");
        await shop.Reconcile(Crm);

        // What was another name when it was found is none at all by now, and a field that was emptied there is no news of a customer.
        Edit(shop, "FirstName", null);
        var before = (await shop.Get("commerce", ana)).Version;
        var refused = await Accept(shop, ana, "given_name");

        Assert.Equal(("drift-not-acceptable", "no-news"), (refused.Problem, refused.Code()));
        Assert.Equal(before, (await shop.Get("commerce", ana)).Version);
        Assert.Equal("Anne", Value(await shop.Get("commerce", ana), "given_name"));
    }

    [Fact]
    public async Task Only_people_whom_the_policy_names_accept_and_only_what_differs()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Named(shop, "commerce");

        Assert.Equal("drift-not-found", (await Accept(shop, ana, "given_name")).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await Accept(shop, ana, "given_name", "marketing")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await shop.Post("crm", Path(ana, "given_name"), new { take = "theirs" })).Status);
    }

    [Fact]
    public async Task What_the_map_shows_is_what_was_counted_and_what_is_open()
    {
        await using var shop = await Shop.Open(vendors: true);
        await Named(shop, "commerce");
        Edit(shop, "FirstName", "Anna");
        await shop.Reconcile(Crm);

        var cells = (await shop.Get("commerce", "/v1/drift-map")).Body.GetProperty("cells").EnumerateArray().ToArray();

        var name = cells.Single(c => c.Text("platform") == Crm && c.Text("field") == "given_name");
        Assert.Equal((1, 0, 1, 1), (Number(name, "should"), Number(name, "equal"), Number(name, "drifting"), Number(name, "open")));
        Assert.Equal(1, name.GetProperty("kinds").GetProperty("changed_there").GetInt32());
        Assert.Equal("medium", name.Text("worst"));
        Assert.NotNull(name.Text("since"));
        var other = cells.Single(c => c.Text("platform") == Crm && c.Text("field") == "family_name");
        Assert.Equal((1.0, null), (other.GetProperty("conformance").GetDouble(), other.Text("worst")));
    }

    // One of one differs: that is more than a run repairs by itself, so what stands there stays.
    private static async Task<string> Named(Shop shop, string source)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", family_name = "Sol", residence_region = "EU" });
        await shop.Assertion(source, ana, new { given_name = "Ana" }, signedIn: source == "self_service" ? ana : null);
        await Confirmed(shop, ana);
        return ana;
    }

    private static Task Confirmed(Shop shop, string customer) => Eventually.Holds(async () =>
    {
        var crm = (await shop.Get("commerce", customer + "/holdings")).Platform(Crm);
        var version = (await shop.Get("commerce", customer)).Version;
        return crm.Text("delivery") == "confirmed" && crm.GetProperty("plannedVersion").GetInt64() == version;
    });

    private static void Edit(Shop shop, string path, string? value) => Assert.True(shop.Product.Vendors!.Edit(
        Crm, "N-1", new Dictionary<string, JsonElement> { [path] = JsonSerializer.SerializeToElement(value) }, "0051x0000SALES"));

    private static string Path(string customer, string field) => $"/v1/drifts/{customer.Split('/')[^1]}/{Crm}/{field}/acceptance";

    private static Task<Told> Accept(Shop shop, string customer, string field, string role = Steward) =>
        shop.PostAs("sten", role, Path(customer, field), JsonContent.Create(new { take = "theirs" }));

    private static string? Value(Told told, string field) => told.Field(field).Text("value");

    private static int Number(JsonElement cell, string name) => cell.GetProperty(name).GetInt32();
}
