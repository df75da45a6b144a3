using System.Net.Http.Json;
using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>A platform that is gone is not asked for ever, and one that shows somebody else's record is not believed; somebody is told of both.</summary>
public sealed class When_a_platform_is_not_what_it_seems
{
    private const string Crm = "crm";

    [Fact]
    public async Task One_that_says_again_and_again_that_it_is_gone_is_left_alone_until_somebody_says_that_it_is_back()
    {
        await using var shop = await Shop.Open(vendors: true);
        shop.Product.Vendors!.Inject(Crm, new Fault(FaultKind.Status) { Status = 410 });
        await Told(shop);
        for (var refused = 1; refused <= 3; refused++)
        {
            await Eventually.Holds(() => Task.FromResult(shop.Product.Vendors.SummaryOf(Crm).Faulted >= refused));
            await Eventually.Holds(async () => await Find(shop, "delivery_rejected_permanent") is not null);

            // Each time that it refuses us it is left alone for a while, and then somebody looks again.
            shop.Pass(TimeSpan.FromMinutes(1));
        }

        await Eventually.Holds(async () => await Find(shop, "platform_disabled") is not null);

        var exception = (await Find(shop, "platform_disabled"))!.Value;
        var requests = shop.Product.Vendors.SummaryOf(Crm).Requests;
        Assert.Equal(("high", "http_410"), (exception.Text("severity"), exception.Text("why")));
        shop.Product.Vendors.ClearFaults(Crm);
        shop.Pass(TimeSpan.FromMinutes(3));
        await Eventually.Holds(async () => (await Find(shop, "delivery_rejected_permanent")) is not null);
        Assert.Equal(requests, shop.Product.Vendors.SummaryOf(Crm).Requests);
        Assert.Null(shop.Product.Vendors.Find(Crm, "N-1"));
    }

    [Fact]
    public async Task One_that_shows_somebody_elses_record_is_not_believed_and_somebody_is_told_at_once()
    {
        await using var shop = await Shop.Open(vendors: true);
        shop.Product.Vendors!.Inject(Crm, new Fault(FaultKind.ForeignRecord));
        var ana = await Told(shop);

        await Eventually.Holds(async () => await Find(shop, "foreign_record") is not null);

        Assert.Equal("critical", (await Find(shop, "foreign_record"))!.Value.Text("severity"));
        Assert.NotEqual("confirmed", (await shop.Get("commerce", ana + "/holdings")).Platform(Crm).Text("delivery"));
    }

    private static async Task<string> Told(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", family_name = "Sol", residence_region = "EU" });
        return ana;
    }

    private static async Task<JsonElement?> Find(Shop shop, string kind) =>
        (await shop.Get("commerce", "/v1/exceptions?kind=" + kind)).Body.GetProperty("exceptions").EnumerateArray()
            .Select(e => (JsonElement?)e).FirstOrDefault();
}
