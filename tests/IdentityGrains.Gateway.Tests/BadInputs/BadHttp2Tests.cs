using IdentityGrains.Gateway.Tests.Door;
using Xunit;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>
/// HT33: a thousand requests taken back, ten thousand frames of headers. The product listens in the clear, where HTTP/2 is agreed on by nobody: it is not
/// spoken at all. Where it is spoken, the connection ends. Either way others are served.
/// </summary>
public class BadHttp2Tests(TableProduct product, Http2Server other) : IClassFixture<TableProduct>, IClassFixture<Http2Server>
{
    private const int Resets = 1_000;
    private const int Continuations = 10_000;
    private const byte HeadersFrame = 1;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string> Floods => ["resets", "headers"];

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task The_product_speaks_no_HTTP_2_in_the_clear(string flood)
    {
        var before = await product.Recorded();

        var heard = await Http2Frames.Heard(product.Address, [.. Http2Frames.Start, .. Flood(flood)], Http2Frames.GoAway, Now);

        Assert.DoesNotContain(HeadersFrame, heard);
        Assert.Equal(before, await product.Recorded());
        await Serves();
    }

    [Fact]
    public async Task Nobody_is_upgraded_to_it()
    {
        var answer = await RawHttp.Send(
            product.Address,
            RawHttp.Request("GET", "/version", ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"], null), Now);
        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Header("Upgrade"));
    }

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task Where_HTTP_2_is_spoken_the_connection_ends_and_others_are_served(string flood)
    {
        // Returns when the server ends the connection; we never do. Its last frame may be lost with it.
        var heard = await Http2Frames.Heard(other.Address, [.. Http2Frames.Start, .. Flood(flood)], Http2Frames.GoAway, Now);

        Assert.DoesNotContain(HeadersFrame, heard.Take(1));
        var served = await Http2Frames.Heard(other.Address, [.. Http2Frames.Start, .. Http2Frames.Request("/version")], HeadersFrame, Now);
        Assert.Contains(HeadersFrame, served);
    }

    private static byte[] Flood(string kind) => kind == "resets" ? Http2Frames.Resets(Resets) : Http2Frames.EndlessHeaders(Continuations);

    private async Task Serves() =>
        Assert.Equal(200, (await RawHttp.Send(product.Address, RawHttp.Request("GET", "/health/live", [], null), Now)).Status);
}
