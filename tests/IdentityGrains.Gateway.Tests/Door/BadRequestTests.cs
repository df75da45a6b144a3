using System.Text;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Door;

public class BadRequestTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    public static TheoryData<BadRequest> Rows => [.. BadRequest.All];

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_request_is_refused_as_the_table_says(BadRequest bad)
    {
        var request = RawHttp.Request(bad.Method, bad.Target, bad.Headers, bad.Body, bad.Chunked);

        var answer = await RawHttp.Send(server.Address, request, TestContext.Current.CancellationToken);

        Assert.Equal((bad.Status, bad.Slug), (answer.Status, answer.Slug));
        Assert.StartsWith("application/problem+json", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Null(answer.Header("Server"));
        Assert.Equal(bad.Status == 401 && bad.Slug != "invalid-signature", answer.Header("WWW-Authenticate") is not null);
        Assert.Equal(bad.Status == 405, answer.Header("Allow") is not null);
        Assert.DoesNotContain("Ana", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_is_no_500()
    {
        // No cluster stands behind this server, so a well-formed request fails inside.
        var request = RawHttp.Request("GET", "/v1/policy", ["Authorization: Bearer a.b.c"], null);

        var answer = await RawHttp.Send(server.Address, request, TestContext.Current.CancellationToken);

        Assert.Equal((503, "outcome-unknown"), (answer.Status, answer.Slug));
        Assert.Equal("1", answer.Header("Retry-After"));
        Assert.DoesNotContain("Orleans", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_process_says_so_without_asking_anybody()
    {
        var answer = await RawHttp.Send(server.Address, RawHttp.Request("GET", "/health/live", [], null), TestContext.Current.CancellationToken);

        Assert.Equal(200, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Without_a_cluster_nobody_is_ready()
    {
        var answer = await RawHttp.Send(server.Address, RawHttp.Request("GET", "/health/ready", [], null), TestContext.Current.CancellationToken);

        Assert.Equal((503, "store-unavailable"), (answer.Status, answer.Slug));
    }

    [Theory]
    [InlineData("HT23 headers", 431)]
    [InlineData("HT23 large header", 431)]
    [InlineData("HT23 long address", 414)]
    [InlineData("HT28 NUL", 400)]
    public async Task What_the_server_refuses_by_itself_has_a_status(string row, int status)
    {
        string[] headers = row switch
        {
            "HT23 headers" => [.. Enumerable.Range(0, 65).Select(i => $"X-{i}: 1")],
            "HT23 large header" => ["X-Large: " + new string('x', 16 * 1024)],
            _ => [],
        };
        var target = row switch
        {
            "HT23 long address" => "/v1/" + new string('x', 8 * 1024),
            "HT28 NUL" => "/v1/customers/%00",
            _ => "/version",
        };

        var answer = await RawHttp.Send(server.Address, RawHttp.Request("GET", target, headers, null), TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes("POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a.b.c\r\nIdempotency-Key: k\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"),
            TestContext.Current.CancellationToken);

        // Nothing more is sent; the server's patience is what ends this.
        var answer = await RawHttp.Read(stream, TestContext.Current.CancellationToken);

        Assert.Equal(408, answer.Status);
    }
}
