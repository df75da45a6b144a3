using System.Net;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Tests.Given;

namespace IdentityGrains.Connectors.Tests.Messages;

public class MessageAnswerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public async Task Any_success_is_the_gateways_word_that_it_has_the_message(int status) =>
        Assert.Equal(new MessageEnd.Sent(), await Answered(status));

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(422)]
    [InlineData(499)]
    public async Task What_the_gateway_calls_wrong_is_refused_for_good(int status) =>
        Assert.Equal(new MessageEnd.Refused("http_" + status), await Answered(status));

    [Theory]
    [InlineData(101)]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    [InlineData(999)]
    public async Task Anything_else_is_sent_again(int status) =>
        Assert.Equal(new MessageEnd.Retry("http_" + status, null), await Answered(status));

    [Fact]
    public async Task A_gateway_may_ask_for_a_pause() => Assert.Equal(
        new MessageEnd.Retry("http_429", TimeSpan.FromSeconds(90)), await Answered("429 x\r\nRetry-After: 90"));

    [Fact]
    public async Task Whoever_got_bytes_and_fell_silent_is_sent_the_same_again()
    {
        await using var server = new RawServer(e => e.Reset());

        Assert.Equal(new MessageEnd.Retry("reset", null), await Send(server.Url));
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_asked_again()
    {
        string url;
        await using (var gone = RawServer.Answering(""))
        {
            url = gone.Url;
        }

        Assert.Equal(new MessageEnd.Retry("connect_failed", null), await Send(url));
    }

    [Fact]
    public async Task A_name_that_leads_where_no_gateway_may_be_is_asked_again_later()
    {
        var settings = new MessageSettings { Url = "https://gateway.example/inbox", Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]) };
        settings.Secrets.Add(Keys.Text(1));
        using var port = new WebhookMessagePort(settings, TimeProvider.System);

        Assert.Equal(new MessageEnd.Retry("address_not_allowed", null), await port.Send(Mail.Code(), Ct));
    }

    private static Task<MessageEnd> Answered(int status) => Answered($"{status} x");

    private static async Task<MessageEnd> Answered(string head)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 {head}\r\nContent-Length: 0\r\n\r\n");
        var end = await Send(server.Url);
        Assert.Single(server.Requests);
        return end;
    }

    private static async Task<MessageEnd> Send(string url)
    {
        using var port = Mail.PortTo(url);
        return await port.Send(Mail.Code(), Ct);
    }
}
