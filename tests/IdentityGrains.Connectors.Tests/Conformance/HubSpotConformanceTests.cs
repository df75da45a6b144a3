using IdentityGrains.Connectors.HubSpot;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

public sealed class HubSpotConformanceTests : ConnectorContract
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected override string Path => "firstname";

    [Theory]
    [InlineData("LOCKED", "locked")]
    [InlineData("RATE_LIMITS", "rate_limits")]
    public async Task What_passes_by_itself_is_tried_again(string code, string why)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemRefused, code: code);

        Assert.Equal(new SendResult.Retry(why, null), await vendor.Send(Tell(1, Path, "Ana")));
    }

    [Theory]
    [InlineData("MISSING_SCOPES", "missing_scopes")]
    [InlineData("<script>Ana</script>", "platform_code")]
    public async Task What_is_refused_for_good_carries_the_category_and_never_a_text(string code, string why)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemRefused, code: code);

        Assert.Equal(new SendResult.Rejected(why), await vendor.Send(Tell(1, Path, "Ana")));
    }

    [Fact]
    public async Task A_property_that_is_gone_is_named_and_the_others_of_the_batch_flow()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.FieldGone, path: "vip");

        var results = await vendor.Send(Tell(1, "vip", "yes", "C-1"), Tell(2, Path, "Ben", "C-2"));

        Assert.Equal(new SendResult.Rejected("property_doesnt_exist") { Paths = ["vip"] }, results[0]);
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Applied), results[1]);
    }

    [Theory]
    [InlineData("email", "no address at all", "invalid_email")]
    [InlineData("createdate", "2026-01-01", "read_only_value")]
    public async Task A_value_that_is_refused_names_its_path_and_repeats_nothing(string path, string value, string why)
    {
        await using var vendor = await Open();

        Assert.Equal(new SendResult.Rejected(why) { Paths = [path] }, await vendor.Send(Tell(1, path, value)));
    }

    [Fact]
    public async Task Two_customers_with_one_address_are_a_conflict_of_the_second()
    {
        await using var vendor = await Open();

        var results = await vendor.Send(Tell(1, "email", "family@x.test", "C-1"));
        Assert.IsType<SendResult.Acknowledged>(results);
        Assert.Equal(new SendResult.Rejected("conflict"), await vendor.Send(Tell(2, "email", "family@x.test", "C-2")));
    }

    [Fact]
    public async Task Results_in_another_order_belong_to_whom_they_name()
    {
        await using var vendor = await Open(seed: 3);
        vendor.Inject(FaultKind.ItemsReordered);
        vendor.Inject(FaultKind.ItemRefused, rate: 0.5);
        var batch = Enumerable.Range(1, 20).Select(i => Tell(i, Path, $"Ana{i}", $"C-{i}")).ToArray();

        var results = await vendor.Send(batch);

        Assert.Contains(results, r => r is SendResult.Rejected);
        Assert.All(results.Zip(batch), r => Assert.Equal(r.First is SendResult.Acknowledged, vendor.Held(r.Second.Key, Path) is not null));
    }

    [Fact]
    public async Task Whoever_is_left_out_of_the_answer_is_open_and_nobody_else()
    {
        await using var vendor = await Open(seed: 3);
        vendor.Inject(FaultKind.ItemMissing, rate: 0.5);
        vendor.Inject(FaultKind.ItemExtra);

        var results = await vendor.Send([.. Enumerable.Range(1, 20).Select(i => Tell(i, Path, $"Ana{i}", $"C-{i}"))]);

        Assert.Contains(new SendResult.Indeterminate("uncorrelated"), results);
        Assert.Contains(new SendResult.Acknowledged(AckLevel.Applied), results);
        Assert.All(results, r => Assert.True(r is SendResult.Acknowledged or SendResult.Indeterminate { Why: "uncorrelated" }));
    }

    [Fact]
    public async Task What_a_limit_of_the_day_leaves_is_told_before_the_ten_seconds_are_used_up()
    {
        await using var vendor = await Open(change: p => p with { Variant = "daily", RateLimit = 1, RatePer = TimeSpan.FromHours(1) });

        Assert.Equal(0, (await vendor.Connector.Send([Tell(1, Path, "Ana")], Ct)).Rate!.Remaining);
        Assert.IsType<SendResult.Retry>(await vendor.Send(Tell(2, Path, "Ana")));
    }

    [Fact]
    public async Task Who_changed_a_property_is_told_of_each_by_itself()
    {
        await using var vendor = await Open();
        await vendor.Send(Deliveries.Of(1) with { Fields = [Deliveries.Write(Path, "Ana"), Deliveries.Write("city", "Wien")] });
        vendor.Simulator.MoveClock(Platform, TimeSpan.FromMinutes(5));
        vendor.Edit("C-1001", Path, "Hand");

        var seen = Assert.IsType<ReadAnswer.Observed>(await vendor.Reader.Read(["C-1001"], [Path, "city"], Ct)).Observations.Single();

        Assert.Equal(("CRM_UI:userId:005-a-colleague", false), (seen.Changes[Path].By, seen.Changes[Path].Ours));
        Assert.True(seen.Changes["city"].Ours);
        Assert.True(seen.Changes[Path].At - seen.Changes["city"].At >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_address_is_written_part_by_part_and_read_back_as_one()
    {
        await using var vendor = await Open();
        var address = new FieldValue.Parts([new("city", "Berlin"), new("country", "DE"), new("line1", "Alte Str. 1"), new("line2", "Hof"),
            new("postcode", "10115")]);
        await vendor.Send(Deliveries.Of(1) with { Fields = [new PlatformWrite("address", address, Deliveries.Service)] });

        Assert.Equal(("Alte Str. 1, Hof", "Berlin", "10115"),
            (vendor.Held("C-1001", "address"), vendor.Held("C-1001", "city"), vendor.Held("C-1001", "zip")));
        Assert.Equal(vendor.Reader.Canonical("address", address), (await vendor.See("C-1001", "address"))!.Values["address"]);

        await vendor.Send(Deliveries.Of(2) with { Fields = [new PlatformWrite("address", FieldValue.Blank, null)] });
        Assert.Null((await vendor.See("C-1001", "address"))!.Values["address"]);
    }

    [Fact]
    public async Task What_has_no_form_there_is_refused_before_it_is_sent_and_the_others_flow()
    {
        await using var vendor = await Open();
        var odd = Tell(1, Path, "Ana", "C-1") with { Fields = [new PlatformWrite("topics", new FieldValue.Topics(["a;b"]), Deliveries.Service)] };
        var twice = Tell(1, Path, "Ana", "C-2") with { Fields = [Deliveries.Write(Path, "Ana"), Deliveries.Write(Path, "Ben")] };

        var results = await vendor.Send(odd, twice, Tell(1, Path, "Cem", "C-3"));

        Assert.Equal([new SendResult.Rejected("unmappable") { Paths = ["topics"] }, new SendResult.Rejected("duplicate_path")], results.Take(2));
        Assert.IsType<SendResult.Acknowledged>(results[2]);
        Assert.Equal(1, vendor.Simulator.SummaryOf(Platform).Records);
    }

    [Fact]
    public async Task Somebody_elses_record_is_no_answer_and_is_not_taken_away()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana"));
        vendor.Inject(FaultKind.ForeignRecord);

        Assert.Equal(new ReadAnswer.Refused("foreign_record"), await vendor.Look(Path, "C-1001"));
        Assert.Equal(new SendResult.Rejected("foreign_record"), await vendor.Remover!.Remove("dlv_1", "C-1001", Ct));
        Assert.NotNull(vendor.Simulator.Find(Platform, "C-1001"));
    }

    [Theory]
    [InlineData("O'Hara/../x?y=1#z")]
    [InlineData("C 1001")]
    public async Task A_key_is_a_key_whatever_stands_in_it(string key)
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana", key), Tell(1, Path, "Ben", "C-2"));

        Assert.Equal(key, Assert.Single(Assert.IsType<ReadAnswer.Observed>(await vendor.Look(Path, key)).Observations).Key);
        Assert.IsType<SendResult.Acknowledged>(await vendor.Remover!.Remove("dlv_1", key, Ct));
        Assert.Null(vendor.Simulator.Find(Platform, key));
        Assert.NotNull(vendor.Simulator.Find(Platform, "C-2"));
    }

    protected override Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change) =>
        HubSpotVendor.Begin(seed, token, change);

    protected override IPlatformConnector Towards(string url) => HubSpotVendor.Connector(url, Token);
}
