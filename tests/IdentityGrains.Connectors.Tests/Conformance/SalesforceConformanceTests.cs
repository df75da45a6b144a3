using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

public sealed class SalesforceConformanceTests : ConnectorContract
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected override string Path => "FirstName";

    protected override bool Attributes => true;

    [Theory]
    [InlineData("UNABLE_TO_LOCK_ROW", "unable_to_lock_row")]
    [InlineData("SERVER_UNAVAILABLE", "server_unavailable")]
    public async Task A_row_that_is_locked_passes_by_itself(string code, string why)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemRefused, code: code);

        Assert.Equal(new SendResult.Retry(why, null) { TookNoEffect = true }, await vendor.Send(Tell(1, Path, "Ana")));
    }

    [Theory]
    [InlineData("DUPLICATES_DETECTED", "duplicates_detected")]
    [InlineData("<script>Ana</script>", "platform_code")]
    public async Task What_is_refused_for_good_carries_the_code_and_never_a_text(string code, string why)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemRefused, code: code);

        Assert.Equal(new SendResult.Rejected(why), await vendor.Send(Tell(1, Path, "Ana")));
    }

    [Fact]
    public async Task A_field_that_is_gone_is_named_and_the_others_of_the_batch_flow()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.FieldGone, path: "VIP__c");

        var results = await vendor.Send(Tell(1, "VIP__c", "yes", "C-1"), Tell(1, Path, "Ben", "C-2"));

        Assert.Equal(new SendResult.Rejected("invalid_field") { Paths = ["VIP__c"] }, results[0]);
        Assert.IsType<SendResult.Acknowledged>(results[1]);
    }

    [Theory]
    [InlineData(FaultKind.ItemMissing)]
    [InlineData(FaultKind.ItemExtra)]
    public async Task Results_that_do_not_match_the_batch_prove_nothing_of_anybody(FaultKind kind)
    {
        await using var vendor = await Open();
        vendor.Inject(kind, rate: 1);

        var results = await vendor.Send(Tell(1, Path, "Ana", "C-1"), Tell(1, Path, "Ben", "C-2"));

        Assert.All(results, r => Assert.Equal(new SendResult.Indeterminate("uncorrelated"), r));
    }

    [Fact]
    public async Task An_address_is_written_part_by_part_and_read_back_as_one()
    {
        await using var vendor = await Open();
        var address = new FieldValue.Parts([new("city", "Berlin"), new("country", "DE"), new("line1", "Alte Str. 1"), new("line2", "Hof"),
            new("postcode", "10115")]);
        await vendor.Send(Deliveries.Of(1) with { Fields = [new PlatformWrite("MailingAddress", address, Deliveries.Service)] });

        Assert.Equal(("Alte Str. 1\nHof", "Berlin", "10115"),
            (vendor.Held("C-1001", "MailingStreet"), vendor.Held("C-1001", "MailingCity"), vendor.Held("C-1001", "MailingPostalCode")));
        Assert.Equal(vendor.Reader.Canonical("MailingAddress", address), (await vendor.See("C-1001", "MailingAddress"))!.Values["MailingAddress"]);

        await vendor.Send(Deliveries.Of(2) with { Fields = [new PlatformWrite("MailingAddress", FieldValue.Blank, null)] });
        Assert.Null((await vendor.See("C-1001", "MailingAddress"))!.Values["MailingAddress"]);
    }

    [Theory]
    [InlineData("MobilePhone", "+491701234567")]
    [InlineData("Email", "ana@x.test")]
    public async Task What_the_vendor_writes_otherwise_is_the_same_value(string path, string value)
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.Coerced, path: path);
        await vendor.Send(Tell(1, path, value));

        Assert.NotEqual(value, vendor.Held("C-1001", path));
        Assert.True(await vendor.Shows("C-1001", path, value));
    }

    [Theory]
    [InlineData("O'Hara")]
    [InlineData("back\\slash")]
    [InlineData("') OR Name LIKE ('%")]
    public async Task A_key_is_a_key_whatever_stands_in_it(string key)
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana", key), Tell(1, Path, "Ben", "C-2"));

        Assert.Equal(key, Assert.Single(Assert.IsType<ReadAnswer.Observed>(await vendor.Look(Path, key)).Observations).Key);
    }

    [Fact]
    public async Task Somebody_elses_record_is_no_answer()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana"));
        vendor.Inject(FaultKind.ForeignRecord);

        Assert.Equal(new ReadAnswer.Refused("foreign_record"), await vendor.Look(Path, "C-1001"));
    }

    [Theory]
    [InlineData("0055e000001AbCdEAK", true)]
    [InlineData("ana@x.test", false)]
    [InlineData("Ana Sol", false)]
    public async Task Who_changed_a_record_is_told_by_an_id_or_not_at_all(string by, bool isId)
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana"));
        vendor.Simulator.Edit(Platform, "C-1001", new Dictionary<string, System.Text.Json.JsonElement>(), by);

        Assert.Equal(isId ? by : null, (await vendor.See("C-1001", Path))!.Changes[Observation.WholeRecord].By);
    }

    [Fact]
    public async Task The_orgs_own_list_tells_who_changed()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "Ana", "C-1"), Tell(1, Path, "Ben", "C-2"));
        var feed = (IChangeFeed)vendor.Reader;
        var first = Assert.IsType<ChangeAnswer.Page>(await feed.Changed(null, DateTimeOffset.UnixEpoch.AddYears(50), Ct));
        Assert.Equal(["C-1", "C-2"], first.Keys.Order());

        vendor.Simulator.MoveClock(Platform, TimeSpan.FromMinutes(5));
        vendor.Edit("C-2", Path, "Hand");
        Assert.Contains("C-2", Assert.IsType<ChangeAnswer.Page>(await feed.Changed(first.Cursor, default, Ct)).Keys);
    }

    protected override async Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change)
    {
        var simulator = await Start("salesforce", seed, change);
        var connector = Connector(simulator.UrlOf(Platform), token);
        return new SimulatedVendor(simulator, connector, connector.Reader, connector);
    }

    protected override IPlatformConnector Towards(string url) => Connector(url, Token);

    private static SalesforceConnector Connector(string url, string token) =>
        new(new SalesforceSettings { Url = url, Credential = token, AllowLoopbackHttp = true }, TimeProvider.System);
}
