using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Scenarios;

/// <summary>A new contact point is sent a code: at least once, always the same, and to the customer once.</summary>
public sealed class When_a_code_is_sent
{
    private const string Address = "ana@a.example";

    [Fact]
    public async Task It_is_in_the_inbox_of_the_new_contact_point()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1001");
        Assert.Equal(HttpStatusCode.OK, (await Say(shop, ana)).Status);

        var code = await shop.Inbox.Next(Address);

        Assert.Equal(("code", "email", 6), (code.Kind, code.Field, code.Code!.Length));
        Assert.Empty(shop.Inbox.Unread(Address));
    }

    [Fact]
    public async Task A_gateway_that_fails_in_every_way_still_hands_it_out_once()
    {
        await using var shop = await Shop.Open();
        shop.Inbox.Gateway.Inject(new Fault(FaultKind.ErrorBeforeApply) { Times = 1 });
        shop.Inbox.Gateway.Inject(new Fault(FaultKind.ResetAfterApply) { Times = 1 });
        shop.Inbox.Gateway.Inject(new Fault(FaultKind.ErrorAfterApply) { Times = 1 });
        var ana = await shop.Create("commerce", "C-1001");
        await Say(shop, ana);
        await shop.Inbox.Next(Address);

        await Eventually.Holds(() => Task.FromResult(shop.Inbox.Gateway.Summary.Repeated == 2));
        var summary = shop.Inbox.Gateway.Summary;
        Assert.Equal((1, 2, 0, 1), (summary.Kept, summary.Repeated, summary.Differing, summary.Faulted));
    }

    [Fact]
    public async Task It_survives_a_restart_before_the_gateway_took_it()
    {
        await using var shop = await Shop.Open();
        shop.Inbox.Gateway.Inject(new Fault(FaultKind.ErrorBeforeApply));
        var ana = await shop.Create("commerce", "C-1001");
        await Say(shop, ana);
        await Eventually.Holds(() => Task.FromResult(shop.Inbox.Gateway.Summary.Faulted > 0));
        await shop.Restart();

        Assert.Equal("code", (await shop.Inbox.Next(Address)).Kind);
    }

    private static Task<Told> Say(Shop shop, string ana) => shop.Assertion("self_service", ana, new { email = Address }, signedIn: ana);
}
