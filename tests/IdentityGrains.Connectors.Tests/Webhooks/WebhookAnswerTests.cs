using System.Globalization;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Tests.Webhooks;

public class WebhookAnswerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(207)]
    [InlineData(299)]
    public async Task Any_success_proves_that_the_platform_has_the_bytes_and_no_more(int status) =>
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Accepted), await Answered(status));

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(599)]
    public async Task What_may_pass_is_tried_again(int status) =>
        Assert.Equal(new SendResult.Retry("http_" + status, null), await Answered(status));

    [Theory]
    [InlineData(101)]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(418)]
    [InlineData(422)]
    [InlineData(499)]
    [InlineData(600)]
    [InlineData(999)]
    public async Task What_will_not_pass_is_refused_for_good(int status) =>
        Assert.Equal(new SendResult.Rejected("http_" + status), await Answered(status));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(410)]
    public async Task What_concerns_the_whole_platform_holds_it(int status) =>
        Assert.Equal(new SendResult.Hold("http_" + status), await Answered(status));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"ok\":false}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\nnever ends")]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nSet-Cookie: a=b\r\n\r\nold")]
    public async Task What_stands_in_the_body_of_a_success_changes_nothing(string answer) =>
        Assert.Equal(new SendResult.Acknowledged(AckLevel.Accepted), await Answered(answer));

    [Theory]
    [InlineData("HTTP/1.1 000 Zero\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 20 Short\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 Long\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nbroken header\r\n\r\n")]
    public async Task An_answer_that_is_not_http_is_no_answer_and_no_crash(string answer)
    {
        var result = await Answered(answer);

        Assert.True(result is SendResult.Indeterminate or SendResult.Rejected, result.ToString());
    }

    [Theory]
    [InlineData(1000, 10)]
    [InlineData(1, 1024 * 1024)]
    public async Task A_head_beyond_sixteen_kilobytes_is_not_read(int headers, int length)
    {
        var value = new string('a', length);
        var head = string.Concat(Enumerable.Range(0, headers).Select(i => string.Create(CultureInfo.InvariantCulture, $"x-{i}: {value}\r\n")));

        Assert.Equal(new SendResult.Indeterminate("bad_answer"), await Answered($"HTTP/1.1 200 OK\r\n{head}\r\n"));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        var result = await Answered($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.Url}\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(new SendResult.Rejected("http_307"), result);
        Assert.Empty(elsewhere.Requests);
    }

    private static Task<SendResult> Answered(int status) => Answered($"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n\r\n");

    private static async Task<SendResult> Answered(string answer)
    {
        await using var server = RawServer.Answering(answer);
        using var connector = Webhook.To(server.Url);
        var result = await connector.Send(Deliveries.Of(1), Ct);
        Assert.Single(server.Requests);
        return result;
    }
}
