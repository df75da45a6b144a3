using System.Globalization;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Tests.Given;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>A feed goes by a platform's own times, and a record may say whatever it likes of itself.</summary>
public sealed class FeedTimeTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset Since = Now.AddDays(-1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> OddTimes() =>
        ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", Now.AddDays(400).ToString("O", CultureInfo.InvariantCulture)];

    [Theory]
    [MemberData(nameof(OddTimes))]
    public async Task A_time_that_no_clock_tells_is_nothing_to_go_by(string time)
    {
        Assert.Equal(new ChangeAnswer.Refused("odd_time"), await OfDesk(time));
        Assert.Equal(new ChangeAnswer.Refused("odd_time"), await OfOrg(time));
    }

    /// <summary>Whatever changes until then would otherwise never be told.</summary>
    [Fact]
    public async Task A_record_of_tomorrow_does_not_blind_the_feed_until_tomorrow()
    {
        var tomorrow = Now.AddHours(20).ToString("O", CultureInfo.InvariantCulture);

        foreach (var answer in new[] { await OfDesk(tomorrow), await OfOrg(tomorrow) })
        {
            Assert.True(PlatformTime.Read(Assert.IsType<ChangeAnswer.Page>(answer).Cursor) <= TimeProvider.System.GetUtcNow());
        }
    }

    [Fact]
    public async Task A_cursor_of_next_year_is_nothing_to_go_by() =>
        Assert.Equal(new ChangeAnswer.Refused("odd_time"), await OfDesk("2026-07-01T10:00:00Z", Now.AddDays(400).ToString("O")));

    [Fact]
    public async Task Whose_key_cannot_be_read_is_not_left_out()
    {
        await using var org = Server(r => r.Contains("/updated/", StringComparison.Ordinal)
            ? """{"ids":["003000000000001AAA"],"latestDateCovered":"2026-07-01T10:00:00.000+0000"}"""
            : "<html>");

        Assert.Equal(new ChangeAnswer.Refused("unreadable"), await Org(org, null));
    }

    private static async Task<ChangeAnswer> OfDesk(string time, string? cursor = null)
    {
        await using var desk = Server(r => r.Contains("/ServiceProviderConfig", StringComparison.Ordinal)
            ? """{"patch":{"supported":true},"filter":{"supported":true},"sort":{"supported":true}}"""
            : $$$"""{"totalResults":1,"Resources":[{"id":"1","externalId":"C-1","meta":{"lastModified":"{{{time}}}"}}]}""");
        using var connector = ScimDesk.Connector(desk.Url[..desk.Url.LastIndexOf('/')]);
        return await connector.Reader.Changed(cursor, Since, Ct);
    }

    private static async Task<ChangeAnswer> OfOrg(string time, string? cursor = null)
    {
        await using var org = Server(_ => $$"""{"ids":[],"latestDateCovered":"{{time}}"}""");
        return await Org(org, cursor);
    }

    private static async Task<ChangeAnswer> Org(RawServer org, string? cursor)
    {
        var settings = new SalesforceSettings { Url = org.Url[..org.Url.LastIndexOf('/')], Credential = Token, AllowLoopbackHttp = true };
        using var connector = new SalesforceConnector(settings, TimeProvider.System);
        return await connector.Reader.Changed(cursor, Since, Ct);
    }

    private static RawServer Server(Func<string, string> body)
    {
        RawServer server = null!;
        return server = new RawServer(e =>
        {
            var text = body(server.Requests.Last());
            return e.Say($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\nConnection: close\r\n\r\n{text}");
        });
    }
}
