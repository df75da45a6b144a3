using System.Globalization;
using System.Text.RegularExpressions;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Platforms that fail before and after they applied what they were told, lose answers, or say yes and do nothing: they end with the last version, were never
/// told an older one after a newer, and what may not be told any more is not told for having been tried before.
/// </summary>
public sealed partial class When_a_vendors_platform_misbehaves
{
    private const string Crm = "crm";
    private const string Cdp = "cdp";
    private const string Number = "N-1";
    private const int Versions = 100;

    [Theory]
    [InlineData(Crm, "Loyalty_Tier__c")]
    [InlineData(Cdp, "loyalty_tier")]
    [InlineData("marketing", "loyalty_tier")]
    public async Task It_ends_with_the_last_of_a_hundred_versions_and_no_older_one_was_applied_after_a_newer(string platform, string path)
    {
        await using var shop = await Shop.Open(vendors: true);
        var vendors = shop.Product.Vendors!;
        foreach (var kind in new[] { FaultKind.ErrorBeforeApply, FaultKind.ErrorAfterApply, FaultKind.ResetBeforeApply, FaultKind.ResetAfterApply })
        {
            vendors.Inject(platform, new Fault(kind) { Rate = 0.15 });
        }

        var ana = await Consenting(shop);
        for (var i = 1; i <= Versions; i++)
        {
            await shop.Assertion("commerce", ana, new { loyalty_tier = Tier(i) });
        }

        await Eventually.Holds(() => Task.FromResult(Held(shop, platform, path) == Tier(Versions)));
        var applied = vendors.Requests(platform).Where(r => r.Written.Count > 0).SelectMany(r => Tiers().Matches(r.Body!)).Select(m => m.Value).ToArray();
        Assert.NotEmpty(applied);
        Assert.Equal(applied.Order(StringComparer.Ordinal), applied);
    }

    [Fact]
    public async Task What_may_not_be_told_any_more_is_not_tried_again()
    {
        await using var shop = await Shop.Open(vendors: true);
        var vendors = shop.Product.Vendors!;
        vendors.Inject(Cdp, new Fault(FaultKind.ErrorBeforeApply));
        var ana = await Consenting(shop);
        await shop.Assertion("commerce", ana, new { loyalty_tier = Tier(1) });
        await vendors.When(v => v.Requests(Cdp).Any(r => r.Body!.Contains(Tier(1), StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        await Say(shop, ana, "withdrawn");
        await Eventually.Holds(async () =>
            (await shop.Get("commerce", ana + "/holdings")).Platform(Cdp).GetProperty("delivery").GetString() is "withheld" or "planned" or "retry_wait");
        var before = vendors.Requests(Cdp)[^1].Number;
        vendors.ClearFaults(Cdp);

        await Eventually.Holds(async () => IsOver((await shop.Get("commerce", ana + "/holdings")).Platform(Cdp).GetProperty("delivery").GetString()));
        Assert.Null(Held(shop, Cdp, "loyalty_tier"));
        Assert.DoesNotContain(vendors.Requests(Cdp, before), r => r.Body!.Contains(Tier(1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_said_yes_to_and_never_applied_is_an_exception_until_it_is_there()
    {
        await using var shop = await Shop.Open(vendors: true);
        shop.Product.Vendors!.Inject(Crm, new Fault(FaultKind.AcceptedNeverApplied));
        var ana = await Consenting(shop);
        await shop.Assertion("commerce", ana, new { loyalty_tier = Tier(1), family_name = "Sol" });
        await Eventually.Holds(async () =>
        {
            var crm = (await shop.Get("commerce", ana + "/holdings")).Platform(Crm);
            return crm.Text("delivery") is "applied" or "accepted" or "indeterminate"
                && crm.GetProperty("plannedVersion").GetInt64() == (await shop.Get("commerce", ana)).Version;
        });

        shop.Pass(TimeSpan.FromMinutes(16));
        await Eventually.Holds(async () => (await Exceptions(shop)).Contains("delivery_indeterminate"));
        Assert.Equal(0.0, (await shop.Reconcile(Crm)).Conformance("loyalty_tier"));
        shop.Product.Vendors.ClearFaults(Crm);
        await shop.Assertion("commerce", ana, new { loyalty_tier = Tier(2) });

        await Eventually.Holds(() => Task.FromResult(Held(shop, Crm, "Loyalty_Tier__c") == Tier(2)));
        await Eventually.Holds(async () => !(await Exceptions(shop)).Contains("delivery_indeterminate"));
    }

    private static bool IsOver(string? state) => state is "withheld" or "confirmed" or "accepted" or "applied";

    private static string Tier(int version) => "tier_" + version.ToString("000", CultureInfo.InvariantCulture);

    private static string? Held(Shop shop, string platform, string path) =>
        shop.Product.Vendors!.Find(platform, Number)?.Fields.TryGetValue(path, out var held) is true ? held.GetString() : null;

    private static async Task<IReadOnlyList<string>> Exceptions(Shop shop) => [.. (await shop.Get("commerce", "/v1/exceptions")).Body
        .GetProperty("exceptions").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!)];

    private static async Task<string> Consenting(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("self_service", ana, new { given_name = "Ana", residence_region = "EU", date_of_birth = "1990-05-01" }, signedIn: ana);
        Assert.Equal(HttpStatusCode.OK, (await Say(shop, ana, "granted")).Status);
        await shop.Assertion("commerce", ana, new { customer_number = Number });
        return ana;
    }

    private static Task<Told> Say(Shop shop, string customer, string decision) => shop.Post(
        "self_service", customer + "/consents",
        new { observedAt = shop.Now(), purpose = "personalisation", decision, noticeVersion = decision == "granted" ? "n-2026-05" : null },
        signedIn: customer);

    [GeneratedRegex("tier_[0-9]{3}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tiers();
}
