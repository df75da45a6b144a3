using IdentityGrains.Connectors.HubSpot;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Tests.Conformance;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Faults;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.HubSpot;

public sealed class HubSpotReadingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"CRM_UI","sourceId":"userId:7","updatedByUserId":7}""", "user:7", false)]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"INTEGRATION","sourceId":"4711"}""", "INTEGRATION:4711", true)]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"INTEGRATION","sourceId":"4712"}""", "INTEGRATION:4712", false)]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"API","sourceId":"4711"}""", "API:4711", false)]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"IMPORT","sourceId":"list of ana@x.test"}""", "IMPORT", false)]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"ana@x.test"}""", null, false)]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"API","sourceId":"LONG"}""", "API", false)]
    [InlineData("""{"timestamp":"2026-07-01T10:00:00Z","sourceType":"API","updatedByUserId":1e300}""", "API", false)]
    public async Task The_youngest_change_tells_who_it_was_by_ids_alone(string entry, string? by, bool ours)
    {
        entry = entry.Replace("LONG", new string('7', 80), StringComparison.Ordinal);
        const string Older = """{"timestamp":"2026-06-01T10:00:00Z","sourceType":"FORM","sourceId":"f-1"}""";
        var seen = await Reads($$$"""
            {"status":"COMPLETE","results":[{"id":"1","properties":{"ig_customer_id":"C-1","firstname":"Ana"},
             "propertiesWithHistory":{"firstname":[{{{Older}}},{{{entry}}}]}}]}
            """);

        var change = Assert.IsType<ReadAnswer.Observed>(seen).Observations.Single().Changes["firstname"];
        Assert.Equal(new PlatformChange(by, new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero), ours), change);
    }

    [Fact]
    public async Task What_has_no_history_was_changed_by_nobody_known() => Assert.Empty(Assert.IsType<ReadAnswer.Observed>(
        await Reads("""{"status":"COMPLETE","results":[{"id":"1","properties":{"ig_customer_id":"C-1","firstname":"Ana"}}]}""")).Observations.Single().Changes);

    [Theory]
    [InlineData("""{"status":"COMPLETE","results":[],"errors":[{"category":"INTERNAL_ERROR"}]}""")]
    [InlineData("""{"status":"COMPLETE","results":[],"errors":[{}]}""")]
    [InlineData("""{"status":"PENDING","results":[]}""")]
    [InlineData("""{"results":[]}""")]
    [InlineData("""{"status":"COMPLETE","results":[{"id":"1"}]}""")]
    [InlineData("<html></html>")]
    public async Task What_does_not_say_that_there_is_none_concludes_nothing(string body) =>
        Assert.Equal(new ReadAnswer.Refused("unreadable"), await Reads(body));

    [Fact]
    public async Task As_many_are_looked_at_at_once_as_hubspot_reads_with_history()
    {
        await using var vendor = await HubSpotVendor.Begin();
        var batch = Enumerable.Range(1, 50).Select(i => Tell(i, "firstname", $"Ana{i}", $"C-{i}")).ToArray();
        await vendor.Send(batch);
        string[] keys = [.. batch.Select(d => d.Key).Take(49), "C-nobody"];

        var seen = Assert.IsType<ReadAnswer.Observed>(await vendor.Look("firstname", keys));

        Assert.Equal(50, vendor.Reader.KeysAtOnce);
        Assert.Equal(keys.Take(49).Order(), seen.Observations.Select(o => o.Key).Order());
    }

    [Theory]
    [InlineData(HubSpotRemoval.Archive, AckLevel.Applied, "DELETE")]
    [InlineData(HubSpotRemoval.GdprDelete, AckLevel.Accepted, "POST")]
    public async Task A_record_is_taken_away_as_it_is_set_and_its_key_stands_in_no_address(HubSpotRemoval how, AckLevel level, string method)
    {
        await using var vendor = await HubSpotVendor.Begin(set: s => s.Removal = how);
        await vendor.Send(Tell(1, "firstname", "Ana"));

        Assert.Equal(new SendResult.Acknowledged(level), await vendor.Remover!.Remove("dlv_1", "C-1001", Ct));
        Assert.Null(vendor.Simulator.Find(Platform, "C-1001"));
        Assert.Equal(method, vendor.Simulator.Requests(Platform)[^1].Method);
        Assert.All(vendor.Simulator.Requests(Platform), r => Assert.DoesNotContain("C-1001", r.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_that_broke_off_leaves_nothing_open()
    {
        await using var vendor = await HubSpotVendor.Begin();
        await vendor.Send(Tell(1, "firstname", "Ana"));
        vendor.Inject(FaultKind.ResetBeforeApply, times: 1);

        Assert.Equal(new SendResult.Retry("reset", null) { TookNoEffect = true }, await vendor.Remover!.Remove("dlv_1", "C-1001", Ct));
    }

    /// <summary>An empty record is a lesser harm than a value that stays.</summary>
    [Fact]
    public async Task What_is_to_be_cleared_is_told_where_nobody_can_be_looked_for()
    {
        await using var vendor = await HubSpotVendor.Begin();
        await vendor.Send(Tell(1, "firstname", "Ana"));
        vendor.Inject(FaultKind.ErrorBeforeApply, times: 1);

        var cleared = Deliveries.Of(2) with { Fields = [new PlatformWrite("firstname", FieldValue.Blank, null)] };
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Applied), await vendor.Send(cleared));
        Assert.Null(vendor.Held("C-1001", "firstname"));
    }

    [Theory]
    [InlineData("404 Not Found", "<html>no such page</html>", "http_404")]
    [InlineData("200 OK", """{"status":"COMPLETE","results":[]}""", "unreadable")]
    public async Task That_there_is_no_record_must_be_said(string status, string body, string why)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        using var connector = HubSpotVendor.Connector(server.Url[..server.Url.LastIndexOf('/')], Token);

        Assert.Equal(new SendResult.Rejected(why), await connector.Remove("dlv_1", "C-1", Ct));
    }

    private static async Task<ReadAnswer> Reads(string body)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        using var connector = HubSpotVendor.Connector(server.Url[..server.Url.LastIndexOf('/')], Token, s => s.OurAppId = "4711");
        return await connector.Reader.Read(["C-1"], ["firstname"], Ct);
    }
}
