using IdentityGrains.Formats.Policies;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>An activation is acknowledged only when nothing that an older policy permitted is still on its way to a platform.</summary>
public sealed class When_a_platform_is_slow_while_a_policy_changes
{
    [Fact]
    public async Task A_request_that_does_not_end_is_cut_off_and_what_it_told_is_told_again_under_the_new_policy()
    {
        await using var shop = await Shop.Open();
        var simulator = shop.Product.Simulator!;
        simulator.Inject("commerce", new Fault(FaultKind.BlackHole));
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana" });
        await Eventually.Holds(async () =>
            (await shop.Get("commerce", ana + "/holdings")).Platform("commerce").GetProperty("delivery").GetString() == "sent");

        var board = new PolicyBoard(shop);
        var document = (await File.ReadAllTextAsync(shop.PolicyFile, TestContext.Current.CancellationToken))
            .Replace("2026.07.1", "2026.07.2", StringComparison.Ordinal);
        var hash = await board.Approved(document);

        // Two at once: while the one waits for the platform, the other is told so.
        var told = await Task.WhenAll(board.Activate(hash, new { }), board.Activate(hash, new { }));

        var activated = Assert.Single(told, t => t.Status == HttpStatusCode.OK);
        Assert.Equal(1, activated.Body.GetProperty("cutOff").GetInt32());
        Assert.Equal("policy-busy", Assert.Single(told, t => t.Status == HttpStatusCode.Conflict).Problem);
        simulator.ClearFaults("commerce");
        await shop.Holds("N-1", "name.given", "Ana");
        Assert.Equal("brightmart-retail@2026.07.2", simulator.Find("commerce", "N-1")!.Policy);
        Assert.Equal(PolicyDocument.HashOf(document), (await shop.Get("commerce", "/v1/policy")).Body.GetProperty("hash").GetString());
    }
}
