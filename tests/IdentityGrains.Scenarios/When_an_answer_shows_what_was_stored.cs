using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Scenarios;

/// <summary>
/// A service desk that speaks SCIM answers with the resource as it stored it. That is proof where it is what was told; where it is not, the desk is looked at.
/// </summary>
public sealed class When_an_answer_shows_what_was_stored
{
    private const string Desk = "support";
    private const string GivenName = "name.givenName";

    // Enough that one who differs is no reason to stop and ask a person.
    private const int Customers = 40;

    [Fact]
    public async Task The_answer_confirms_and_nobody_looks_again()
    {
        await using var shop = await Shop.Open(vendors: true);
        var ana = await Told(shop, "Ana");
        await shop.AllConfirmed(Desk, 1);
        await shop.Assertion("commerce", ana, new { given_name = "Anna" });
        await Eventually.Holds(() => Task.FromResult(Held(shop) == "Anna"));
        await shop.AllConfirmed(Desk, 1);

        Assert.Equal(["GET", "GET", "POST", "GET", "PATCH"], Requests(shop).Select(r => r.Method));
        Assert.Equal("confirmed", (await shop.Get("commerce", ana + "/holdings")).Platform(Desk).GetProperty("delivery").GetString());
    }

    [Fact]
    public async Task What_the_desk_changed_is_looked_at_and_is_not_called_confirmed()
    {
        await using var shop = await Shop.Open(vendors: true);
        shop.Product.Vendors!.Inject(Desk, new Fault(FaultKind.Truncated) { Path = GivenName });
        var ana = await Told(shop, "Anabela");

        await Eventually.Holds(async () => (await shop.Get("commerce", ana + "/holdings")).Platform(Desk) is var desk
            && desk.GetProperty("delivery").GetString() == "applied" && desk.GetProperty("reason").GetString() == "not_shown");
        Assert.Equal("Ana", Held(shop));
        Assert.Equal("GET", Requests(shop)[^1].Method);
    }

    [Fact]
    public async Task Somebody_who_changes_it_there_is_found_by_the_desks_own_list_and_it_is_put_right()
    {
        await using var shop = await Shop.Open(vendors: true);
        await Task.WhenAll(Enumerable.Range(1, Customers).Select(n => Told(shop, "Ana", n)));
        await shop.AllConfirmed(Desk, Customers);
        await shop.Reconcile(Desk);
        shop.Product.Vendors!.Edit(Desk, "N-1", new Dictionary<string, JsonElement> { [GivenName] = JsonSerializer.SerializeToElement("Hand") });

        var report = await shop.Reconcile(Desk, "incremental");

        Assert.Equal(1, report.Count("drifting"));
        await Eventually.Holds(() => Task.FromResult(Held(shop) == "Ana"));
        Assert.Contains(Requests(shop), r => r.Path.Contains("sortBy=meta.lastModified", StringComparison.Ordinal));
    }

    private static async Task<string> Told(Shop shop, string name, int number = 1)
    {
        var customer = await shop.Create("commerce", $"C-{number}");
        await shop.Assertion("commerce", customer, new { customer_number = $"N-{number}", given_name = name, family_name = "Sol", residence_region = "EU" });
        return customer;
    }

    private static string? Held(Shop shop) =>
        shop.Product.Vendors!.Find(Desk, "N-1") is { } record && record.Fields.TryGetValue(GivenName, out var name) ? name.GetString() : null;

    private static IReadOnlyList<ProtocolRequest> Requests(Shop shop) => shop.Product.Vendors!.Requests(Desk);
}
