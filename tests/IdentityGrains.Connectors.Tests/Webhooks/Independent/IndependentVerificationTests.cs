using System.Globalization;
using System.Text;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Tests.Webhooks.Independent;

/// <summary>What we sign and verify, signed and verified by somebody who shares no code with us.</summary>
public sealed class IndependentVerificationTests(StandardWebhooksPackage package) : IClassFixture<StandardWebhooksPackage>
{
    private const string Verified = "verified";
    private const string NoMatch = "No matching signature found";

    private static readonly byte[] Ack = Encoding.UTF8.GetBytes("""{"deliveryId":"dlv_0000000000000000000000000000002a","appliedVersion":42}""");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_connector_sends_verifies_there()
    {
        var sent = await Sent(1);

        Assert.Contains("Zoë", Encoding.UTF8.GetString(sent.Body), StringComparison.Ordinal);
        Assert.Equal(Verified, await package.Verify(Keys.Text(1), sent.Headers, sent.Body));
        Assert.Equal(NoMatch, await package.Verify(Keys.Text(2), sent.Headers, sent.Body));
    }

    [Fact]
    public async Task While_a_key_is_rotated_whoever_has_either_verifies()
    {
        var sent = await Sent(2, 1);

        Assert.Equal(2, sent.Headers["webhook-signature"].Split(' ').Length);
        Assert.Equal(Verified, await package.Verify(Keys.Text(1), sent.Headers, sent.Body));
        Assert.Equal(Verified, await package.Verify(Keys.Text(2), sent.Headers, sent.Body));
        Assert.Equal(NoMatch, await package.Verify(Keys.Text(3), sent.Headers, sent.Body));
    }

    [Theory]
    [InlineData("body")]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    public async Task What_was_changed_on_its_way_there_is_refused(string what)
    {
        var sent = await Sent(1);
        var headers = new Dictionary<string, string>(sent.Headers);
        if (what == "body")
        {
            sent.Body[^2] ^= 1;
        }
        else
        {
            headers[what] = Changed(headers[what]);
        }

        Assert.Equal(NoMatch, await package.Verify(Keys.Text(1), headers, sent.Body));
    }

    [Fact]
    public async Task What_is_signed_there_is_accepted_here_by_either_key()
    {
        var ack = await SignedThere(1);

        Assert.Equal(new AckReading.Applied("dlv_0000000000000000000000000000002a", 42), Read(ack, 1));
        Assert.Equal(new AckReading.Applied("dlv_0000000000000000000000000000002a", 42), Read(ack, 2, 1));
        Assert.Equal(new AckReading.InvalidSignature(), Read(ack, 2));
    }

    [Fact]
    public async Task What_was_changed_on_its_way_here_is_refused()
    {
        var ack = await SignedThere(1);
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Ack).Replace("42", "43", StringComparison.Ordinal));

        Assert.Equal(new AckReading.InvalidSignature(), Read(ack with { Body = body }, 1));
        Assert.Equal(new AckReading.InvalidSignature(), Read(ack with { MessageId = Changed(ack.MessageId!) }, 1));
        Assert.Equal(new AckReading.InvalidSignature(), Read(ack with { Timestamp = Changed(ack.Timestamp!) }, 1));
        Assert.Equal(new AckReading.InvalidSignature(), Read(ack with { Signature = Changed(ack.Signature!) }, 1));
    }

    // The bytes as they stood on the wire: no library of ours reads them first.
    private static async Task<(Dictionary<string, string> Headers, byte[] Body)> Sent(params byte[] keys)
    {
        await using var server = RawServer.Answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        using var connector = new StandardWebhookConnector(Webhook.Settings(server.Url, keys: keys), TimeProvider.System);
        Assert.IsType<SendResult.Acknowledged>(
            await connector.Send(Deliveries.Of(42) with { Fields = [Deliveries.Write("name.given", "Zoë \"Z\" ☂")] }, Ct));

        var request = server.Requests.Single();
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = request[..end].Split("\r\n").Skip(1).Select(h => h.Split(": ", 2)).ToDictionary(h => h[0], h => h[1]);
        return (headers, Encoding.Latin1.GetBytes(request[(end + 4)..]));
    }

    private async Task<AckRequest> SignedThere(byte key)
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var signature = await package.Sign(Keys.Text(key), "msg_1", seconds, Ack);
        return new AckRequest("msg_1", seconds.ToString(CultureInfo.InvariantCulture), signature, Ack);
    }

    private static AckReading Read(AckRequest ack, params byte[] keys)
    {
        using var connector = new StandardWebhookConnector(Webhook.Settings("http://127.0.0.1:9/hook", keys: keys), TimeProvider.System);
        return connector.Acks.Read(ack, TimeProvider.System.GetUtcNow());
    }

    // Another character of the same kind: not the last one, where Base64 has bits that count for nothing, and so late that a time stays near.
    private static string Changed(string text)
    {
        var at = text.Length - (text.EndsWith('=') ? 4 : 2);
        return text[..at] + (text[at] == '1' ? '2' : '1') + text[(at + 1)..];
    }
}
