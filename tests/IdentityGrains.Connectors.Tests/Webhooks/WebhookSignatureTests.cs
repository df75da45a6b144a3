using System.Text;
using IdentityGrains.Connectors.Secrets;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Tests.Webhooks;

public class WebhookSignatureTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void The_published_example_is_signed_as_published()
    {
        Assert.True(Secret.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var secret));

        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Sign([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", Now.ToUnixTimeSeconds(), Body));
    }

    [Fact]
    public void Every_secret_signs_and_either_verifies_while_a_key_is_rotated()
    {
        var signatures = WebhookSignature.Sign([Keys.Of(1), Keys.Of(2)], "msg_1", Now.ToUnixTimeSeconds(), Body);

        Assert.Equal(2, signatures.Split(' ').Length);
        Assert.True(WebhookSignature.Verify([Keys.Of(1)], Request(signatures), Now));
        Assert.True(WebhookSignature.Verify([Keys.Of(2)], Request(signatures), Now));
        Assert.True(WebhookSignature.Verify([Keys.Of(3), Keys.Of(2)], Request(signatures), Now));
        Assert.False(WebhookSignature.Verify([Keys.Of(3)], Request(signatures), Now));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_signature_holds_for_five_minutes_both_ways(int seconds, bool holds)
    {
        var request = Request(WebhookSignature.Sign([Keys.Of(1)], "msg_1", Now.ToUnixTimeSeconds(), Body));

        Assert.Equal(holds, WebhookSignature.Verify([Keys.Of(1)], request, Now.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1614265330")]
    [InlineData("+1614265330")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("now")]
    public void A_time_that_is_no_number_of_seconds_near_ours_verifies_nothing(string? timestamp)
    {
        var signature = WebhookSignature.Sign([Keys.Of(1)], "msg_1", Now.ToUnixTimeSeconds(), Body);

        Assert.False(WebhookSignature.Verify([Keys.Of(1)], Request(signature) with { Timestamp = timestamp }, Now));
    }

    [Fact]
    public void Other_versions_and_rubbish_beside_the_signature_are_passed_over()
    {
        var signature = WebhookSignature.Sign([Keys.Of(1)], "msg_1", Now.ToUnixTimeSeconds(), Body);

        Assert.True(WebhookSignature.Verify([Keys.Of(1)], Request($"v1a,AAAA v2,BBBB  rubbish {signature}"), Now));
        Assert.False(WebhookSignature.Verify([Keys.Of(1)], Request(signature.Replace("v1,", "v2,", StringComparison.Ordinal)), Now));
        Assert.False(WebhookSignature.Verify([Keys.Of(1)], Request("v1,"), Now));
        Assert.False(WebhookSignature.Verify([Keys.Of(1)], Request("v1," + new string('!', 44)), Now));
        Assert.False(WebhookSignature.Verify([Keys.Of(1)], Request(signature) with { MessageId = "msg_2" }, Now));
    }

    [Fact]
    public void Only_the_first_eight_signatures_are_looked_at()
    {
        var signature = WebhookSignature.Sign([Keys.Of(1)], "msg_1", Now.ToUnixTimeSeconds(), Body);
        var rubbish = string.Concat(Enumerable.Repeat("v1,x ", WebhookSignature.MaxSignatures));

        Assert.False(WebhookSignature.Verify([Keys.Of(1)], Request(rubbish + signature), Now));
    }

    private static AckRequest Request(string signature) => new("msg_1", "1614265330", signature, Body);
}
