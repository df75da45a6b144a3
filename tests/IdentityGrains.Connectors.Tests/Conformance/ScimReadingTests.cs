using IdentityGrains.Connectors.Reading;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Simulators.Faults;
using Microsoft.Extensions.Time.Testing;
using static IdentityGrains.Connectors.Tests.Conformance.ScimDesk;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>Looking at a SCIM server: at customers, at who changed, and at what it can do.</summary>
public sealed class ScimReadingTests
{
    private const string Name = "name.givenName";

    private static readonly DateTimeOffset Long = DateTimeOffset.UnixEpoch.AddYears(50);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_asked_for_that_we_did_not_write()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana"));
        await desk.Look("urn:brightmart:scim:customer:tier", "C-1001");

        var asked = Uri.UnescapeDataString(desk.Simulator.Requests(Platform)[^1].Path);
        Assert.Contains("attributes=id,externalId,active,meta,urn:brightmart:scim:customer:tier", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_are_looked_at_together_and_those_who_are_not_there_are_absent()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana", "C-1"));
        await desk.Send(Tell(1, Name, "Ben", "C-2"));

        var seen = Assert.IsType<ReadAnswer.Observed>(await desk.Look(Name, "C-1", "C-2", "C-3")).Observations;

        Assert.Equal(["C-1", "C-2"], seen.Select(o => o.Key));
        Assert.Equal(["Ana", "Ben"], seen.Select(o => o.Values[Name]));
        Assert.NotNull(seen[0].Changes[Observation.WholeRecord].At);
    }

    [Fact]
    public async Task Who_changed_there_is_told_page_by_page_and_nobody_is_left_out_while_the_list_moves()
    {
        await using var desk = await Open();
        await Fill(desk, 450);

        var (told, cursor, more) = (new HashSet<string>(StringComparer.Ordinal), (string?)null, true);
        for (var page = 0; more; page++)
        {
            var answer = Assert.IsType<ChangeAnswer.Page>(await Feed(desk).Changed(cursor, Long, Ct));
            told.UnionWith(answer.Keys);
            (cursor, more) = (answer.Cursor, answer.More);

            // Somebody changes one that was told already, and everything behind it moves up; another is deleted.
            desk.Simulator.MoveClock(Platform, TimeSpan.FromSeconds(2));
            desk.Edit($"C-{page + 1}", Name, "Moved");
            desk.Simulator.Remove(Platform, $"C-{page + 20}");
        }

        Assert.Empty(Enumerable.Range(1, 450).Select(i => $"C-{i}").Except(told));
    }

    [Fact]
    public async Task The_next_time_only_those_are_told_who_changed_since_or_shortly_before()
    {
        await using var desk = await Open();
        await Fill(desk, 3);
        desk.Simulator.MoveClock(Platform, TimeSpan.FromHours(1));
        desk.Edit("C-2", Name, "Hand");
        var first = Assert.IsType<ChangeAnswer.Page>(await Feed(desk).Changed(null, Long, Ct));
        Assert.Equal(3, first.Keys.Length);

        desk.Simulator.MoveClock(Platform, TimeSpan.FromHours(1));
        desk.Edit("C-3", Name, "Hand");
        Assert.Equal(["C-2", "C-3"], Assert.IsType<ChangeAnswer.Page>(await Feed(desk).Changed(first.Cursor, default, Ct)).Keys);
    }

    [Fact]
    public async Task More_changes_at_one_instant_than_a_page_holds_are_told_by_looking_at_everybody()
    {
        await using var desk = await Open();
        await Fill(desk, 250, apart: TimeSpan.Zero);
        var first = Assert.IsType<ChangeAnswer.Page>(await Feed(desk).Changed(null, Long, Ct));

        Assert.Equal(new ChangeAnswer.Refused("unsorted"), await Feed(desk).Changed(first.Cursor, default, Ct));
    }

    [Fact]
    public async Task What_the_server_can_do_is_asked_once_and_again_when_that_is_old()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var desk = await Open(time: time);
        await desk.Send(Tell(1, Name, "Ana"));
        await desk.Send(Tell(2, Name, "Anna"));
        Assert.Equal(1, Asked(desk));

        time.Advance(new ScimSettings().ProfileAge);
        await desk.Send(Tell(3, Name, "Ana"));
        Assert.Equal(2, Asked(desk));
    }

    [Fact]
    public async Task What_the_server_can_do_is_asked_again_when_an_answer_suggests_that_it_changed()
    {
        await using var desk = await Open();
        await desk.Send(Tell(1, Name, "Ana"));
        desk.Inject(FaultKind.Status, status: 501, times: 1);

        Assert.Equal(new SendResult.Retry("http_501", null), await desk.Send(Tell(2, Name, "Anna")));
        await desk.Send(Tell(2, Name, "Anna"));
        Assert.Equal(2, Asked(desk));
    }

    [Theory]
    [InlineData("<html>", "unreadable")]
    [InlineData("{}", "unreadable")]
    public async Task A_server_that_says_something_else_of_itself_is_told_nothing(string body, string why)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        using var connector = Connector(server.Url[..server.Url.LastIndexOf('/')]);

        Assert.Equal(new SendResult.Retry(why, null) { TookNoEffect = true }, await connector.Send(Tell(1, Name, "Ana"), Ct));
        Assert.All(server.Requests, r => Assert.StartsWith("GET ", r, StringComparison.Ordinal));
    }

    private static IChangeFeed Feed(SimulatedVendor desk) => (IChangeFeed)desk.Reader;

    private static int Asked(SimulatedVendor desk) =>
        desk.Simulator.Requests(Platform).Count(r => r.Path.StartsWith("/ServiceProviderConfig", StringComparison.Ordinal));

    private static async Task Fill(SimulatedVendor desk, int customers, TimeSpan? apart = null)
    {
        await desk.Send(Tell(1, Name, "Ana", "C-1"));
        foreach (var keys in Enumerable.Range(2, customers - 1).Chunk(ScimConnector.MostAtOnce))
        {
            Assert.All(await desk.Send([.. keys.Select(i => Tell(i, Name, $"Ana{i}", $"C-{i}"))]), r => Assert.IsType<SendResult.Acknowledged>(r));
            desk.Simulator.MoveClock(Platform, apart ?? TimeSpan.FromSeconds(3));
        }
    }
}
