using System.Text.Json;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>
/// A withdrawal is in the record at once. Since when no request begins any more that it forbids is another question, and it is answered with an instant.
/// </summary>
public sealed class When_a_withdrawal_overtakes_a_request
{
    private const string Commerce = "commerce";

    [Fact]
    public async Task With_nothing_under_way_it_is_fenced_in_its_own_answer()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create(Commerce, "C-1");

        var withdrawn = await Restrict(shop, ana, "op-1");

        Assert.Equal(HttpStatusCode.OK, withdrawn.Status);
        Assert.True(withdrawn.Body.GetProperty("narrows").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, withdrawn.Body.GetProperty("fencedAt").ValueKind);
        Assert.Equal(withdrawn.Body.GetProperty("fencedAt").GetString(), (await Restrict(shop, ana, "op-1")).Body.GetProperty("fencedAt").GetString());
    }

    [Fact]
    public async Task With_a_request_that_may_still_begin_it_is_fenced_when_that_permit_is_over()
    {
        await using var shop = await Shop.Open();
        var simulator = shop.Product.Simulator!;
        simulator.Inject(Commerce, new Fault(FaultKind.BlackHole) { Times = 1 });
        var ana = await shop.Create(Commerce, "C-1");
        await shop.Assertion(Commerce, ana, new { customer_number = "C-1", given_name = "Ana", residence_region = "EU" });
        await simulator.When(s => s.SummaryOf(Commerce).Requests == 1, TestContext.Current.CancellationToken);

        var withdrawn = await Restrict(shop, ana, "op-1");
        Assert.Equal(HttpStatusCode.Accepted, withdrawn.Status);
        Assert.Equal(JsonValueKind.Null, withdrawn.Body.GetProperty("fencedAt").ValueKind);

        shop.Time.Advance(TimeSpan.FromSeconds(6));
        var fenced = await Restrict(shop, ana, "op-1");
        Assert.Equal(HttpStatusCode.OK, fenced.Status);
        Assert.Equal(withdrawn.Version, fenced.Version);
        Assert.NotEqual(JsonValueKind.Null, fenced.Body.GetProperty("fencedAt").ValueKind);
        Assert.Equal(1, simulator.SummaryOf(Commerce).Requests);
    }

    [Fact]
    public async Task What_takes_nothing_away_needs_no_fence()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create(Commerce, "C-1");

        var told = await shop.Assertion(Commerce, ana, new { given_name = "Ana" });

        Assert.False(told.Body.GetProperty("narrows").GetBoolean());
        Assert.Equal(JsonValueKind.Null, told.Body.GetProperty("fencedAt").ValueKind);
    }

    private static Task<Told> Restrict(Shop shop, string customer, string operation) =>
        shop.Post("support", customer + "/restriction", new { observedAt = "2026-07-01T10:00:00Z", decision = "restrict" }, operation);
}
