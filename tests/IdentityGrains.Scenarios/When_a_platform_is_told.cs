using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>What a platform may know reaches it, in order, once; what it acknowledged stands in the holdings; what it may not know never leaves.</summary>
public sealed class When_a_platform_is_told
{
    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gets_what_a_purpose_permits_and_its_callback_confirms_it()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", email = "ana@x.example" });
        await Confirmed(shop, ana, version: 2);

        var held = shop.Product.Simulator!.Find("commerce", "N-1")!;
        Assert.Equal("Ana", held.Fields["name.given"].GetString());
        Assert.False(held.Fields.ContainsKey("email"), "an unverified e-mail address left the house");
        var holdings = await shop.Get("commerce", ana + "/holdings");
        Assert.Equal("not_installed", holdings.Platform("crm").GetProperty("delivery").GetString());
    }

    [Fact]
    public async Task A_faulty_platform_ends_with_the_last_version_and_never_went_backwards()
    {
        await using var shop = await Shop.Open();
        var simulator = shop.Product.Simulator!;
        simulator.Inject("commerce", new Fault(FaultKind.ErrorBeforeApply) { Rate = 0.2 });
        simulator.Inject("commerce", new Fault(FaultKind.ErrorAfterApply) { Rate = 0.2 });
        simulator.Inject("commerce", new Fault(FaultKind.ResetAfterApply) { Rate = 0.2 });
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1" });
        for (var i = 0; i < 20; i++)
        {
            await shop.Assertion("commerce", ana, new { given_name = "Ana" + (char)('a' + i) });
        }

        await Confirmed(shop, ana, version: 22);
        var summary = simulator.SummaryOf("commerce");
        Assert.Equal("Anat", simulator.Find("commerce", "N-1")!.Fields["name.given"].GetString());
        Assert.Equal(0, summary.OrderViolations);
        Assert.Equal(0, summary.IdReuseViolations);
    }

    [Fact]
    public async Task Under_a_restriction_nothing_is_sent_until_it_is_released()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana" });
        await Confirmed(shop, ana, version: 2);
        await shop.Post("support", ana + "/restriction", new { observedAt = shop.Now(), decision = "restrict" });
        await shop.Assertion("commerce", ana, new { given_name = "Anna" });
        await Eventually.Holds(async () => Reason(await shop.Get("commerce", ana + "/holdings")) == "restricted");
        Assert.Equal("Ana", shop.Product.Simulator!.Find("commerce", "N-1")!.Fields["name.given"].GetString());

        var released = await shop.Post("self_service", ana + "/restriction", new { observedAt = shop.Now(), decision = "release" }, signedIn: ana);
        await Confirmed(shop, ana, released.Version);
        Assert.Equal("Anna", shop.Product.Simulator!.Find("commerce", "N-1")!.Fields["name.given"].GetString());
    }

    [Fact]
    public async Task A_withdrawn_consent_takes_back_what_it_had_permitted()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", residence_region = "DE" });
        await shop.Assertion("self_service", ana, new { date_of_birth = "1990-05-01" }, signedIn: ana);
        await shop.Assertion("cdp", ana, new { value_band = "high" });
        var granted = await Consent(shop, ana, "granted");
        await Confirmed(shop, ana, granted.Version);
        Assert.Equal("high", shop.Product.Simulator!.Find("commerce", "N-1")!.Fields["valueBand"].GetString());

        var withdrawn = await Consent(shop, ana, "withdrawn");
        await Confirmed(shop, ana, withdrawn.Version);
        Assert.False(shop.Product.Simulator!.Find("commerce", "N-1")!.Fields.ContainsKey("valueBand"), "what was permitted by the consent is still there");
    }

    private static Task<Told> Consent(Shop shop, string customer, string decision) => shop.Post(
        "self_service", customer + "/consents",
        new { observedAt = shop.Now(), purpose = "personalisation", decision, noticeVersion = decision == "granted" ? "n-2026-05" : null }, signedIn: customer);

    private static Task Confirmed(Shop shop, string customer, long version) => Eventually.Holds(async () =>
    {
        var platform = (await shop.Get("commerce", customer + "/holdings")).Platform("commerce");
        return platform.GetProperty("delivery").GetString() == "confirmed" && platform.GetProperty("plannedVersion").GetInt64() == version;
    });

    private static string? Reason(Told holdings) => holdings.Platform("commerce").GetProperty("reason").GetString();
}
