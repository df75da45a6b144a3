using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>
/// A platform whose schema lost a field refuses all that names it. What it refuses is left out until it changes, somebody is told, and everything else of
/// the customer passes.
/// </summary>
public sealed class When_a_platform_refuses_a_field
{
    private const string Crm = "crm";
    private const string Gone = "Loyalty_Tier__c";

    [Fact]
    public async Task The_others_pass_somebody_is_told_and_another_value_is_tried()
    {
        await using var shop = await Shop.Open(vendors: true);
        shop.Product.Vendors!.Inject(Crm, new Fault(FaultKind.FieldGone) { Path = Gone });
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion(
            "commerce", ana, new { customer_number = "N-1", given_name = "Ana", family_name = "Sol", residence_region = "EU", loyalty_tier = "gold" });

        await shop.AllConfirmed(Crm, 1);
        Assert.Equal("Ana", At(shop, "FirstName"));
        Assert.Null(At(shop, Gone));
        await Eventually.Holds(async () => (await Open(shop)).Count == 1);
        var refused = (await Open(shop)).Single();
        Assert.Equal("delivery_rejected_permanent", refused.GetProperty("kind").GetString());
        var report = await shop.Reconcile(Crm);
        Assert.Equal((0.0, 1.0), (report.Conformance("loyalty_tier"), report.Conformance("given_name")));
        Assert.Equal((1, 0, 0), (report.Count("refused"), report.Count("drifting"), report.Count("equal")));

        shop.Product.Vendors.ClearFaults(Crm);
        await shop.Assertion("commerce", ana, new { loyalty_tier = "platinum" });

        await Eventually.Holds(() => Task.FromResult(At(shop, Gone) == "platinum"));
        await Eventually.Holds(async () => (await Open(shop)).Count == 0);
        Assert.Equal(1.0, (await shop.Reconcile(Crm)).Conformance("loyalty_tier"));
    }

    private static string? At(Shop shop, string path) =>
        shop.Product.Vendors!.Find(Crm, "N-1")?.Fields.TryGetValue(path, out var held) is true ? held.GetString() : null;

    private static async Task<IReadOnlyList<JsonElement>> Open(Shop shop) =>
        [.. (await shop.Get("commerce", "/v1/exceptions")).Body.GetProperty("exceptions").EnumerateArray()];
}
