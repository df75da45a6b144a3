using IdentityGrains.Connectors.Segment;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

public sealed class SegmentConformanceTests : ConnectorContract
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected override string Path => "language";

    protected override bool TellsRate => false;

    // An event is told, whoever it is about.
    protected override bool MakesNobodyToClear => false;

    [Fact]
    public async Task The_version_stands_among_the_traits_and_one_look_shows_what_arrived()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(42, Path, "de"));

        Assert.Equal(42, (await vendor.See("C-1001", Path))!.Version);
    }

    [Fact]
    public async Task The_same_delivery_again_is_one()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "de"));
        await vendor.Send(Tell(1, Path, "de"));

        Assert.Equal(1, vendor.Simulator.Find(Platform, "C-1001")!.Version);
    }

    [Fact]
    public async Task What_is_too_long_for_a_call_is_refused_alone()
    {
        await using var vendor = await Open();

        var results = await vendor.Send(Tell(1, Path, new string('a', 40_000), "C-1"), Tell(1, Path, "de", "C-2"));

        Assert.Equal(new SendResult.Rejected("too_large"), results[0]);
        Assert.IsType<SendResult.Acknowledged>(results[1]);
        Assert.Null(vendor.Simulator.Find(Platform, "C-1"));
    }

    [Fact]
    public async Task What_is_too_much_for_a_batch_goes_with_the_next()
    {
        await using var vendor = await Open();
        var batch = Enumerable.Range(1, 40).Select(i => Tell(i, Path, new string('a', 20_000), $"C-{i}")).ToArray();

        var results = await vendor.Send(batch);

        Assert.Equal(24, results.TakeWhile(r => r is SendResult.Acknowledged).Count());
        Assert.All(results.Skip(24), r => Assert.Equal(SendResult.Retry.BatchFull, r));
        Assert.Equal(24, vendor.Simulator.SummaryOf(Platform).Records);
    }

    [Fact]
    public async Task Who_is_suppressed_is_not_told_of_again_and_an_answer_does_not_show_it()
    {
        await using var vendor = await Open();
        await vendor.Send(Tell(1, Path, "de"));

        Assert.Equal(RecordEnd.Suppress, vendor.Remover!.Ends);
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Accepted), await vendor.Remover.Remove("dlv_9", "C-1001", Ct));
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Accepted), await vendor.Send(Tell(2, Path, "en")));
        Assert.Null(await vendor.See("C-1001", Path));
        Assert.All(vendor.Simulator.Requests(Platform).Where(r => r.Method == "POST"), r => Assert.DoesNotContain("C-1001", r.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    [InlineData("<html>")]
    public async Task A_success_that_names_no_regulation_suppressed_nobody(string body)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        using var connector = Connector(server.Url[..server.Url.LastIndexOf('/')], Token);

        Assert.Equal(new SendResult.Indeterminate("uncorrelated"), await connector.Remover!.Remove("dlv_1", "C-1001", Ct));
    }

    [Fact]
    public async Task A_regulation_that_is_refused_is_refused_by_name()
    {
        await using var vendor = await Open();
        vendor.Inject(FaultKind.ItemRefused);

        Assert.Equal(new SendResult.Rejected("http_422"), await vendor.Remover!.Remove("dlv_1", "C-1001", Ct));
    }

    protected override async Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change)
    {
        var simulator = await Start("segment", seed, change);
        var connector = Connector(simulator.UrlOf(Platform), token);
        return new SimulatedVendor(simulator, connector, connector.Reader!, connector.Remover);
    }

    protected override IPlatformConnector Towards(string url) => Connector(url, Token);

    private static SegmentConnector Connector(string url, string token) => new(
        new SegmentSettings
        {
            Url = url, Credential = token, AllowLoopbackHttp = true, ProfileUrl = url, ProfileCredential = token, Space = "spa_1", RegulationUrl = url,
            RegulationCredential = token,
        },
        TimeProvider.System);
}
