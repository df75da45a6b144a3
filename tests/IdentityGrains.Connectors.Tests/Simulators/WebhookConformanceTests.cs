using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Records;

namespace IdentityGrains.Connectors.Tests.Simulators;

/// <summary>What every connector must show against its simulator.</summary>
public class WebhookConformanceTests
{
    private const string Commerce = SimulatedShop.Commerce;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_hundred_versions_through_random_faults_end_at_the_last_and_never_go_back(ulong seed)
    {
        await using var shop = await SimulatedShop.Open(seed);
        shop.Inject(FaultKind.ErrorBeforeApply, 0.15);
        shop.Inject(FaultKind.ErrorAfterApply, 0.15);
        shop.Inject(FaultKind.ResetBeforeApply, 0.1);
        shop.Inject(FaultKind.ResetAfterApply, 0.15);
        shop.Inject(FaultKind.RetryAfter, 0.1);
        shop.Inject(FaultKind.AckLost, 0.2);
        var (attempts, indeterminate) = (0, 0);
        for (var version = 1; version <= 100; version++)
        {
            SendResult result;
            do
            {
                result = await shop.Send(Deliveries.Of(version));
                attempts++;
                indeterminate += result is SendResult.Indeterminate ? 1 : 0;
                Assert.False(result is SendResult.Rejected or SendResult.Hold, result.ToString());
            }
            while (result is not SendResult.Acknowledged);
        }

        var record = shop.Simulator.Find(Commerce, "C-1001");
        var summary = shop.Simulator.SummaryOf(Commerce);
        Assert.Equal(100, record?.Version);
        Assert.Equal("n100@x.test", record?.Fields["email"].GetString());
        Assert.Equal((100, 0, 0, 0), (summary.Applied, summary.OrderViolations, summary.IdReuseViolations, summary.RejectedSignatures));
        Assert.Equal(attempts, summary.Requests);
        Assert.True(summary.Duplicates > 0 && indeterminate > 0, $"{summary.Duplicates} duplicates, {indeterminate} indeterminate: the faults did not strike");
    }

    [Fact]
    public async Task Applied_and_then_reset_is_open_and_the_same_delivery_again_has_one_effect()
    {
        await using var shop = await SimulatedShop.Open();
        shop.Inject(FaultKind.ResetAfterApply, times: 1);

        Assert.Equal(new SendResult.Indeterminate("reset"), await shop.Send(Deliveries.Of(1)));
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Accepted), await shop.Send(Deliveries.Of(1)));
        Assert.Equal((1, 1), (shop.Simulator.Summary.Applied, shop.Simulator.Summary.Duplicates));
        Assert.Equal([Verdict.Applied, Verdict.Duplicate], shop.Simulator.Requests(Commerce).Select(r => r.Verdict));
        Assert.Single(shop.Simulator.Requests(Commerce).Select(r => r.BodyHash).Distinct());
    }

    [Fact]
    public async Task Applied_after_the_sender_gave_up_has_one_effect_all_the_same()
    {
        await using var shop = await SimulatedShop.Open();
        var settings = Webhook.Settings(shop.Simulator.HookUrl(Commerce));
        settings.Timeout = TimeSpan.FromSeconds(1);
        using var impatient = new Connectors.Webhooks.StandardWebhookConnector(settings, TimeProvider.System);
        shop.Simulator.Inject(Commerce, new Fault(FaultKind.Latency) { DelayMs = 1100, Times = 1 });

        Assert.Equal(new SendResult.Indeterminate("timeout"), await impatient.Send(Deliveries.Of(1), TestContext.Current.CancellationToken));
        await shop.When(s => s.Summary.Applied == 1);
        Assert.IsType<SendResult.Acknowledged>(await impatient.Send(Deliveries.Of(1), TestContext.Current.CancellationToken));
        Assert.Equal((1, 1), (shop.Simulator.Summary.Applied, shop.Simulator.Summary.Duplicates));
    }

    [Fact]
    public async Task A_callback_comes_back_signed_and_says_what_was_applied()
    {
        await using var shop = await SimulatedShop.Open();
        shop.Door.Status = n => n < 3 ? 503 : 200;
        await shop.Send(Deliveries.Of(42));
        await shop.When(s => s.Summary.AcksSent == 1);

        Assert.Equal(2, shop.Simulator.Summary.AcksRetried);
        Assert.All(shop.Door.Readings, r => Assert.Equal(new AckReading.Applied(Deliveries.Of(42).DeliveryId, 42), r));
    }

    [Fact]
    public async Task A_lost_callback_comes_when_the_delivery_is_sent_again()
    {
        await using var shop = await SimulatedShop.Open();
        shop.Inject(FaultKind.AckLost, times: 1);
        await shop.Send(Deliveries.Of(1));
        Assert.Empty(shop.Door.Readings);
        await shop.Send(Deliveries.Of(1));
        await shop.When(s => s.Summary.AcksSent == 1);

        Assert.Equal((1, 1, 1), (shop.Simulator.Summary.Applied, shop.Simulator.Summary.Duplicates, shop.Simulator.Summary.AcksLost));
    }

    [Fact]
    public async Task A_blank_value_clears_and_what_is_not_named_stays()
    {
        await using var shop = await SimulatedShop.Open();
        await shop.Send(Deliveries.Of(1) with { Fields = [Deliveries.Write("email", "a@x.test"), Deliveries.Write("name.given", "Ana")] });
        await shop.Send(Deliveries.Of(2) with { Fields = [new("email", Domain.Fields.FieldValue.Blank, null)] });

        var field = Assert.Single(shop.Simulator.Find(Commerce, "C-1001")!.Fields);
        Assert.Equal("name.given", field.Key);
    }

    [Fact]
    public async Task The_purpose_of_each_field_arrives_beside_it()
    {
        await using var shop = await SimulatedShop.Open();
        await shop.Send(Deliveries.Of(1));

        var request = Assert.Single(shop.Simulator.Requests(Commerce));
        Assert.Equal("service_fulfilment", Assert.Single(request.Purposes!, p => p.Key == "email").Value);
        Assert.Equal("brightmart-retail@2026.07.1", request.Policy);
    }
}
