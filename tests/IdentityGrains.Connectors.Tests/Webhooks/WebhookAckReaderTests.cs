using System.Text;
using IdentityGrains.Connectors.Secrets;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Tests.Webhooks;

public class WebhookAckReaderTests
{
    private const string Good = """{"deliveryId":"dlv_2a","appliedVersion":42}""";
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 10, 0, 0, TimeSpan.Zero);
    private readonly WebhookAckReader _reader = new([Keys.Of(1), Keys.Of(2)]);

    [Theory]
    [InlineData(Good)]
    [InlineData("""{"fieldHashes":{"email":"aa","name.given":"bb"},"appliedVersion":42,"deliveryId":"dlv_2a"}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42,"fieldHashes":{}}""")]
    public void A_signed_callback_is_read(string body)
    {
        Assert.Equal(new AckReading.Applied("dlv_2a", 42), _reader.Read(Signed(body), Now));
        Assert.Equal(new AckReading.Applied("dlv_2a", 42), _reader.Read(Signed(body, 2), Now));
    }

    [Fact]
    public void A_callback_without_this_platforms_signature_over_these_bytes_is_not_read()
    {
        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good) with { Signature = null }, Now));
        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good) with { Signature = "v1," + new string('A', 43) + "=" }, Now));
        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good) with { Body = Bytes(Good.Replace("42", "43", StringComparison.Ordinal)) }, Now));
        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good, key: 9), Now));
        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good) with { MessageId = null }, Now));
        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good), Now.AddMinutes(6)));
    }

    [Fact]
    public void Only_the_raw_bytes_verify_and_not_the_same_json_written_otherwise()
    {
        var reordered = """{"appliedVersion":42,"deliveryId":"dlv_2a"}""";

        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good) with { Body = Bytes(reordered) }, Now));
        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(Good) with { Body = Bytes(Good + " ") }, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"deliveryId":"dlv_2a"}""")]
    [InlineData("""{"appliedVersion":42}""")]
    [InlineData("""{"deliveryId":null,"appliedVersion":42}""")]
    [InlineData("""{"deliveryId":7,"appliedVersion":42}""")]
    [InlineData("""{"deliveryId":"2a","appliedVersion":42}""")]
    [InlineData("""{"deliveryId":"dlv_../x","appliedVersion":42}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":"42"}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42.5}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":0}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":-1}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":9223372036854775808}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42,"appliedVersion":43}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42,"more":1}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42,"fieldHashes":[]}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42,"fieldHashes":{"email":1}}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42,}""")]
    [InlineData("""{"deliveryId":"dlv_2a","appliedVersion":42}{}""")]
    [InlineData("""{"deliveryId":"dlv_\ud800","appliedVersion":42}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]")]
    public void A_signed_callback_that_says_something_else_is_malformed(string body) =>
        Assert.IsType<AckReading.Malformed>(_reader.Read(Signed(body), Now));

    [Fact]
    public void Bytes_that_are_no_text_are_malformed() =>
        Assert.IsType<AckReading.Malformed>(_reader.Read(Signed([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), Now));

    [Fact]
    public void A_callback_beyond_the_limit_is_not_even_verified()
    {
        var body = Good + new string(' ', WebhookAckReader.MaxBodyBytes);

        Assert.IsType<AckReading.InvalidSignature>(_reader.Read(Signed(body), Now));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static AckRequest Signed(string body, byte key = 1) => Signed(Bytes(body), key);

    private static AckRequest Signed(byte[] body, byte key = 1)
    {
        IReadOnlyList<Secret> secrets = [Keys.Of(key)];
        return new("ack_1", "1783072800", WebhookSignature.Sign(secrets, "ack_1", Now.ToUnixTimeSeconds(), body), body);
    }
}
