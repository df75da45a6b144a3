using System.Text.Json;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>What is repaired again and again and comes back would come back for ever: the third repair of the same value within a day is the last.</summary>
public sealed class When_a_platform_keeps_writing_its_own
{
    private const string Crm = "crm";
    private const int Customers = 21;

    [Fact]
    public async Task Its_value_is_repaired_three_times_and_then_left_to_people()
    {
        await using var shop = await Shop.Open(vendors: true);
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(async n =>
        {
            var customer = await shop.Create("commerce", $"C-{n}");
            await shop.Assertion(
                "commerce", customer, new { customer_number = $"N-{n}", given_name = $"Ana{n}", family_name = "Sol", residence_region = "EU" });
        }));
        await shop.AllConfirmed(Crm, Customers);
        for (var repairs = 1; repairs <= DriftLaw.MostRepairs; repairs++)
        {
            Assert.Equal("repaired", (await Rewritten(shop)).Text("stage"));
            Assert.Equal("Ana7", shop.Product.Vendors!.Find(Crm, "N-7")!.Fields["FirstName"].GetString());
        }

        var left = await Rewritten(shop);

        Assert.Equal(("left", "loop"), (left.Text("stage"), left.Text("left")));
        Assert.Equal("ANNA", shop.Product.Vendors!.Find(Crm, "N-7")!.Fields["FirstName"].GetString());
        await Eventually.Holds(async () => (await Exceptions(shop)).Length == 1);
        Assert.Equal(("drift_detected", "loop"), ((await Exceptions(shop))[0].Text("kind"), (await Exceptions(shop))[0].Text("why")));

        // A day later it is tried again.
        shop.Pass(TimeSpan.FromHours(25));
        Assert.Equal("repaired", (await shop.Reconcile(Crm)).GetProperty("drifts").EnumerateArray().Single().Text("stage"));
        await Eventually.Holds(async () => (await Exceptions(shop)).Length == 0);
    }

    private static async Task<JsonElement> Rewritten(Shop shop)
    {
        Assert.True(shop.Product.Vendors!.Edit(
            Crm, "N-7", new Dictionary<string, JsonElement> { ["FirstName"] = JsonSerializer.SerializeToElement("ANNA") }, "a-flow-of-theirs"));
        return (await shop.Reconcile(Crm)).GetProperty("drifts").EnumerateArray().Single();
    }

    private static async Task<JsonElement[]> Exceptions(Shop shop) =>
        [.. (await shop.Get("commerce", "/v1/exceptions?kind=drift_detected")).Body.GetProperty("exceptions").EnumerateArray()];
}
