using System.Net;
using System.Net.Sockets;
using System.Text;
using IdentityGrains.Gateway.Tests.Door;
using Xunit;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>Connections that are slow, many, cut short, or speak another language.</summary>
public class BadConnectionTests(TableProduct product) : IClassFixture<TableProduct>
{
    private const int MostOfOneAddress = 256;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_of_a_byte_a_second_is_given_up_on_every_route()
    {
        var before = await product.Recorded();
        var rows = RouteRows.All.Where(r => r.HasBody).ToArray();

        var answers = await Task.WhenAll(rows.Select(row => Trickle(
            RawHttp.Request(row.Method, product.Target(row), [.. product.Headers(row), "Transfer-Encoding: chunked"], null), "1\r\n \r\n")));

        Assert.All(answers, answer => Assert.Equal(408, answer.Status));
        Assert.Equal(before, await product.Recorded());
    }

    [Fact]
    public async Task Headers_of_a_byte_a_second_are_given_up() =>
        Assert.Equal(408, (await Trickle("GET /version HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray(), "x")).Status);

    [Fact]
    public async Task A_body_that_is_shorter_or_longer_than_it_says_ends_the_connection()
    {
        var before = await product.Recorded();
        foreach (var row in RouteRows.All.Where(r => r.IsJson))
        {
            var body = product.Body(row)!;
            var shorter = await Cut(row, body, body.Length + 10);
            var longer = await Cut(row, body, body.Length - 1);

            // Whose body ends with his connection is not there to be told.
            Assert.True(shorter.Status is 400 or 0, $"{row}: {shorter.Status} {shorter.Slug}");
            Assert.True(longer.Status is 400, $"{row}: {longer.Status} {longer.Slug}");
        }

        Assert.Equal(before, await product.Recorded());
    }

    [Fact]
    public async Task One_address_has_so_many_connections_and_others_are_served()
    {
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < MostOfOneAddress; i++)
            {
                open.Add(await From("127.0.0.3"));
                await Serves(open[^1], served: true);
            }

            using var tooMany = await From("127.0.0.3");
            await Serves(tooMany, served: false);
            using var another = await From("127.0.0.4");
            await Serves(another, served: true);
        }
        finally
        {
            open.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_trace_is_no_reason_to_refuse_and_baggage_goes_nowhere()
    {
        using var heard = new HeardActivities();
        foreach (var row in RouteRows.All.Where(r => r.Kind is RouteKind.View or RouteKind.Health))
        {
            var answer = await product.Ask(row, null, "traceparent: 00-garbage", "tracestate: " + new string('x', 8 * 1024), "baggage: mail=ana@a.example");
            Assert.Equal(row.Well, answer.Status);
        }

        var well = await product.Ask(RouteRows.All[0], Encoding.UTF8.GetBytes(product.Body(RouteRows.All[0])!),
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "baggage: mail=ana@a.example");
        Assert.Equal(201, well.Status);
        Assert.NotEmpty(heard.All);
        Assert.DoesNotContain(heard.All, told => told.Contains("ana@a.example", StringComparison.Ordinal));
    }

    // A byte a second is what comes in; the server's patience is what ends it.
    private async Task<RawAnswer> Trickle(byte[] start, string again)
    {
        using var socket = await From("127.0.0.5");
        await using var stream = socket.GetStream();
        await stream.WriteAsync(start, Now);
        var answer = RawHttp.Read(stream, Now);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!answer.IsCompleted && await second.WaitForNextTickAsync(Now))
        {
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(again), Now);
            }
            catch (IOException)
            {
                break;
            }
        }

        return await answer;
    }

    private async Task<RawAnswer> Cut(RouteRow row, string body, int length)
    {
        using var socket = await From("127.0.0.6");
        await using var stream = socket.GetStream();
        var head = RawHttp.Request(row.Method, product.Target(row), [.. product.Headers(row), $"Content-Length: {length}"], null);
        await stream.WriteAsync((byte[])[.. head, .. Encoding.UTF8.GetBytes(body)], Now);
        socket.Client.Shutdown(SocketShutdown.Send);
        return await RawHttp.Read(stream, Now);
    }

    private async Task<TcpClient> From(string address)
    {
        var socket = new TcpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        await socket.ConnectAsync(product.Address.Host, product.Address.Port, Now);
        return socket;
    }

    private static async Task Serves(TcpClient socket, bool served)
    {
        var read = 0;
        try
        {
            await socket.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Now);
            read = await socket.GetStream().ReadAsync(new byte[512], Now);
        }
        catch (IOException)
        {
            // It was cut off before the request was written.
        }

        Assert.Equal(served, read > 0);
    }
}
