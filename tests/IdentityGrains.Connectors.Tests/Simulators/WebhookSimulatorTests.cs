using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Records;

namespace IdentityGrains.Connectors.Tests.Simulators;

public class WebhookSimulatorTests
{
    private const string Commerce = SimulatedShop.Commerce;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_version_after_a_newer_one_is_refused_and_counted()
    {
        await using var shop = await SimulatedShop.Open();
        await shop.Send(Deliveries.Of(2));

        Assert.Equal(new SendResult.Rejected("http_409"), await shop.Send(Deliveries.Of(1)));
        Assert.Equal(2, shop.Simulator.Find(Commerce, "C-1001")?.Version);
        Assert.Equal(1, shop.Simulator.Summary.OrderViolations);
        Assert.Equal([Verdict.Applied, Verdict.OrderViolation], shop.Simulator.Requests(Commerce).Select(r => r.Verdict));
    }

    [Fact]
    public async Task One_id_with_two_bodies_is_refused_and_counted()
    {
        await using var shop = await SimulatedShop.Open();
        await shop.Send(Deliveries.Of(1));

        Assert.Equal(new SendResult.Rejected("http_409"), await shop.Send(Deliveries.Of(1) with { Fields = [Deliveries.Write("email", "other@x.test")] }));
        Assert.Equal(1, shop.Simulator.Summary.IdReuseViolations);
    }

    [Fact]
    public async Task A_stranger_and_a_late_message_are_refused_and_counted()
    {
        await using var shop = await SimulatedShop.Open();
        using var stranger = new Connectors.Webhooks.StandardWebhookConnector(
            Webhook.Settings(shop.Simulator.HookUrl(Commerce), keys: 2), TimeProvider.System);
        using var late = Webhook.To(
            shop.Simulator.HookUrl(Commerce), time: new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(-6)));

        Assert.Equal(new SendResult.Hold("http_401"), await stranger.Send(Deliveries.Of(1), Ct));
        Assert.Equal(new SendResult.Hold("http_401"), await late.Send(Deliveries.Of(1), Ct));
        Assert.Equal((0, 2), (shop.Simulator.Summary.Applied, shop.Simulator.Summary.RejectedSignatures));
    }

    [Fact]
    public async Task Either_key_verifies_while_one_is_rotated()
    {
        await using var shop = await SimulatedShop.Open(change: o => o.Platforms[Commerce] = [Keys.Text(2)]);
        using var both = new Connectors.Webhooks.StandardWebhookConnector(
            Webhook.Settings(shop.Simulator.HookUrl(Commerce), keys: [1, 2]), TimeProvider.System);

        Assert.Equal(new SendResult.Acknowledged(AckLevel.Accepted), await both.Send(Deliveries.Of(1), Ct));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_and_another_seed_others()
    {
        var first = await Verdicts(7);

        Assert.Equal(first, await Verdicts(7));
        Assert.NotEqual(first, await Verdicts(8));
        Assert.InRange(first.Count(v => v == Verdict.Faulted), 10, 50);
    }

    [Fact]
    public async Task A_black_hole_ends_with_the_senders_patience_or_the_simulators_life()
    {
        var shop = await SimulatedShop.Open();
        shop.Inject(FaultKind.BlackHole);
        var sending = shop.Send(Deliveries.Of(1));
        await shop.When(s => s.Summary.Faulted == 1);
        await shop.Simulator.DisposeAsync();

        Assert.Equal(new SendResult.Indeterminate("reset"), await sending);
        await shop.DisposeAsync();
    }

    [Fact]
    public async Task A_callback_is_not_sent_beyond_this_machine()
    {
        await using var shop = await SimulatedShop.Open();
        using var elsewhere = Webhook.To(shop.Simulator.HookUrl(Commerce), "https://gw.example");

        Assert.IsType<SendResult.Acknowledged>(await elsewhere.Send(Deliveries.Of(1), Ct));
        Assert.Equal(1, shop.Simulator.Summary.AcksLost);
    }

    [Fact]
    public async Task A_callback_that_is_never_taken_is_given_up()
    {
        await using var shop = await SimulatedShop.Open(change: o => o.AckAttempts = 3);
        shop.Door.Status = _ => 404;
        await shop.Send(Deliveries.Of(1));
        await shop.When(s => s.Summary.AcksFailed == 1);

        Assert.Equal(3, shop.Door.Readings.Count);
    }

    [Fact]
    public async Task The_log_forgets_bodies_first_then_requests_and_never_counts()
    {
        await using var shop = await SimulatedShop.Open(change: o => (o.MaxLoggedRequests, o.MaxLoggedBodies) = (5, 2));
        for (var version = 1; version <= 8; version++)
        {
            await shop.Send(Deliveries.Of(version));
        }

        var log = shop.Simulator.Requests(Commerce);
        Assert.Equal([4, 5, 6, 7, 8], log.Select(r => r.Number));
        Assert.Equal([false, false, false, true, true], log.Select(r => r.Body is not null));
        Assert.Equal([7], shop.Simulator.Requests(Commerce, after: 6, limit: 1).Select(r => r.Number));
        Assert.Equal(8, shop.Simulator.Summary.Requests);
    }

    [Fact]
    public async Task A_record_more_than_there_is_room_for_is_not_kept()
    {
        await using var shop = await SimulatedShop.Open(change: o => o.MaxRecords = 1);
        await shop.Send(Deliveries.Of(1));

        Assert.Equal(new SendResult.Retry("http_507", null), await shop.Send(Deliveries.Of(2, "C-2")));
        Assert.Equal(1, shop.Simulator.Summary.Records);
    }

    private static async Task<IReadOnlyList<Verdict>> Verdicts(ulong seed)
    {
        await using var shop = await SimulatedShop.Open(seed);
        shop.Inject(FaultKind.ErrorBeforeApply, 0.3);
        for (var version = 1; version <= 100; version++)
        {
            await shop.Send(Deliveries.Of(version));
        }

        return [.. shop.Simulator.Requests(Commerce).Select(r => r.Verdict)];
    }
}
