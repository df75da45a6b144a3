using System.Text.Json;
using IdentityGrains.Connectors.Braze;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

public sealed class BrazeConformanceTests : ConnectorContract
{
    protected override string Path => "first_name";

    [Fact]
    public async Task An_error_that_names_nobody_of_the_batch_leaves_all_of_it_open()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemExtra, rate: 1);

        var results = await vendor.Send(Tell(1, Path, "Ana", "C-1"), Tell(1, Path, "Ben", "C-2"));

        Assert.All(results, r => Assert.Equal(new SendResult.Indeterminate("uncorrelated"), r));
    }

    [Fact]
    public async Task Attributes_of_our_own_are_read_back_from_where_the_vendor_keeps_them()
    {
        await using var vendor = await Open();
        await vendor.Send(Deliveries.Of(1) with
        {
            Fields = [Deliveries.Write("loyalty_tier", "gold"), new PlatformWrite("topics", new FieldValue.Topics(["news", "sale"]), Deliveries.Service)],
        });

        var seen = Assert.IsType<ReadAnswer.Observed>(
            await vendor.Reader.Read(["C-1001"], ["loyalty_tier", "topics"], TestContext.Current.CancellationToken)).Observations.Single();
        Assert.Equal("gold", seen.Values["loyalty_tier"]);
        Assert.Equal(vendor.Reader.Canonical("topics", new FieldValue.Topics(["news", "sale"])), seen.Values["topics"]);
    }

    [Fact]
    public async Task An_address_in_capitals_is_the_same_address()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.Coerced, path: "email");
        await vendor.Send(Tell(1, "email", "ana@x.test"));

        Assert.Equal("ANA@X.TEST", vendor.Held("C-1001", "email"));
        Assert.True(await vendor.Shows("C-1001", "email", "ana@x.test"));
    }

    [Fact]
    public async Task A_subscription_holds_for_every_profile_with_the_same_address_whoever_changes_it()
    {
        await using var vendor = await Open();
        await vendor.Send(
            Subscribed("C-1", "ana@x.test", "opted_in"), Subscribed("C-2", "ANA@x.test", "unsubscribed"), Subscribed("C-3", "bo@x.test", "opted_in"));
        Assert.Equal(("unsubscribed", "opted_in"), (vendor.Held("C-1", "email_subscribe"), vendor.Held("C-3", "email_subscribe")));

        var again = JsonSerializer.SerializeToElement("opted_in");
        Assert.True(vendor.Simulator.Edit(Platform, "C-1", new Dictionary<string, JsonElement> { ["email_subscribe"] = again }));
        Assert.Equal("opted_in", vendor.Held("C-2", "email_subscribe"));

        static PlatformDelivery Subscribed(string key, string email, string state) => Deliveries.Of(1) with
        {
            Key = key, Fields = [Deliveries.Write("email", email), Deliveries.Write("email_subscribe", state)],
        };
    }

    [Fact]
    public async Task Somebody_elses_record_is_no_answer()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana"));
        vendor.Inject(FaultKind.ForeignRecord);

        Assert.Equal(new ReadAnswer.Refused("foreign_record"), await vendor.Look(Path, "C-1001"));
    }

    protected override async Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change)
    {
        var simulator = await Start("braze", seed, change);
        var connector = Connector(simulator.UrlOf(Platform), token);
        return new SimulatedVendor(simulator, connector, connector.Reader, connector);
    }

    protected override IPlatformConnector Towards(string url) => Connector(url, Token);

    private static BrazeConnector Connector(string url, string token) =>
        new(new BrazeSettings { Url = url, Credential = token, AllowLoopbackHttp = true }, TimeProvider.System);
}
