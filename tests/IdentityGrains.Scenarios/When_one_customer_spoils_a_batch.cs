using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Scenarios;

/// <summary>A platform that refuses a whole batch for one value in it: everybody else is told all the same, and only the one value is refused.</summary>
public sealed class When_one_customer_spoils_a_batch
{
    private const string Crm = "crm";
    private const int Customers = 30;
    private const int Spoiler = 17;

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_others_are_told_in_smaller_batches_and_the_one_without_what_is_refused()
    {
        await using var hubspot = await HubSpot();
        await using var shop = await Shop.Open(policy: ToHubSpot, settings:
        [
            "--Connectors:crm:Kind=hubspot.contacts", "--Connectors:crm:Url=" + hubspot.UrlOf(Crm), "--Connectors:crm:Credential=token",
            "--Connectors:crm:AllowLoopbackHttp=true", "--Connectors:crm:RateLimit=1000",
        ]);

        // Turned away at first, so that all of them wait and go together.
        hubspot.Inject(Crm, new Fault(FaultKind.RetryAfter));
        var customers = await Task.WhenAll(Enumerable.Range(0, Customers).Select(n => Customer(shop, n)));
        await Eventually.Holds(async () => (await States(shop)).Values.Sum() == Customers);
        hubspot.ClearFaults(Crm);

        await shop.AllConfirmed(Crm, Customers);
        await Eventually.Holds(async () => (await Refused(shop)).SequenceEqual([customers[Spoiler].Split('/')[^1]]));
        Assert.Equal(Customers, hubspot.SummaryOf(Crm).Records);
        var spoiler = hubspot.Find(Crm, $"N-{Spoiler}")!.Fields;
        Assert.Equal($"Ana{Spoiler}", spoiler["firstname"].GetString());
        Assert.False(spoiler.ContainsKey("hs_language"));
        Assert.Contains(hubspot.Requests(Crm), r => r.Status == 400 && r.Body?.Split("objectWriteTraceId").Length > 2);
    }

    private static async Task<string> Customer(Shop shop, int n)
    {
        var customer = await shop.Create("commerce", $"C-{n}");
        await shop.Assertion("commerce", customer, new
        {
            customer_number = $"N-{n}", given_name = $"Ana{n}", residence_region = "EU", language = n == Spoiler ? "sr-Latn-RS" : "de-AT",
        });
        return customer;
    }

    private static async Task<Dictionary<string, int>> States(Shop shop) =>
        (await shop.Get("commerce", "/v1/deliveries")).Body.GetProperty("deliveries").EnumerateArray()
            .Where(d => d.GetProperty("platform").GetString() == Crm)
            .GroupBy(d => d.GetProperty("state").GetString()!)
            .ToDictionary(g => g.Key, g => g.Sum(d => d.GetProperty("count").GetInt32()));

    private static async Task<IReadOnlyList<string?>> Refused(Shop shop) => [.. (await shop.Get("commerce", "/v1/exceptions")).Body.GetProperty("exceptions")
        .EnumerateArray().Where(e => e.GetProperty("kind").GetString() == "delivery_rejected_permanent").Select(e => e.GetProperty("customer").GetString())];

    private static Task<PlatformSimulator> HubSpot()
    {
        var options = new PlatformSimulatorOptions();
        options.Platforms[Crm] = new SimulatedPlatformOptions("hubspot", "token") { Variant = "whole" };
        return PlatformSimulator.StartAsync(options, Patience);
    }

    private static string ToHubSpot(string policy) => new Dictionary<string, string>
    {
        ["connector: salesforce.sobject-collections"] = "connector: hubspot.contacts", ["key: Contact.IG_Customer_Id__c"] = "key: contact.ig_customer_id",
        ["to: IG_Customer_Id__c"] = "to: ig_customer_id", ["to: FirstName"] = "to: firstname", ["to: LastName"] = "to: lastname", ["to: Email"] = "to: email",
        ["to: MobilePhone"] = "to: mobilephone", ["to: MailingAddress"] = "to: address", ["to: IG_Language__c"] = "to: hs_language",
        ["to: Loyalty_Tier__c"] = "to: loyalty_tier", ["to: VIP__c"] = "to: vip",
    }.Aggregate(policy, (text, change) => text.Replace(change.Key, change.Value, StringComparison.Ordinal));
}
