using System.Text;
using System.Text.Json;
using CsCheck;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Connectors.Webhooks;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Tests.Webhooks;

public class WebhookBodyTests
{
    private const string AckBase = "https://gw.example";

    [Fact]
    public void A_body_says_what_the_documentation_shows()
    {
        var delivery = Deliveries.Of(42) with
        {
            Fields =
            [
                Deliveries.Write("email", "n@x.test"),
                new("name.given", FieldValue.Blank, null),
                new("sms", new FieldValue.Flag(false), new("sms_marketing")),
                new("topics", new FieldValue.Topics(["art", "tea"]), new("personalisation")),
                new("address", new FieldValue.Parts([new Part("city", "Köln \"Süd\""), new Part("line1", "")]), Deliveries.Service),
            ],
        };

        Assert.Equal(
            """
            {"type":"customer.fields.changed","timestamp":"2026-07-03T10:00:00Z","data":{"customerNumber":"C-1001",
            "deliveryId":"dlv_0000000000000000000000000000002a","version":42,"policy":"brightmart-retail@2026.07.1",
            "fields":{"email":"n@x.test","name.given":null,"sms":false,"topics":["art","tea"],"address":{"city":"Köln \"Süd\"","line1":""}},
            "purposes":{"email":"service_fulfilment","sms":"sms_marketing","topics":"personalisation","address":"service_fulfilment"},
            "ackUrl":"https://gw.example/v1/acks/dlv_0000000000000000000000000000002a"}}
            """.ReplaceLineEndings(""),
            Text(delivery));
    }

    [Fact]
    public void The_same_delivery_is_the_same_bytes_and_every_text_survives() =>
        Gen.String.Sample(text =>
        {
            var delivery = Deliveries.Of(1) with { Fields = [Deliveries.Write("note", text)] };
            var body = WebhookBody.Write(delivery, AckBase, out _);
            Assert.Equal(body, WebhookBody.Write(delivery with { Timestamp = delivery.Timestamp.ToUniversalTime() }, AckBase, out _));
            using var read = JsonDocument.Parse(body);
            var note = read.RootElement.GetProperty("data").GetProperty("fields").GetProperty("note");
            Assert.Equal(text.Length == 0 ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), note.GetString());
        });

    [Theory]
    [InlineData(19_000, "")]
    [InlineData(20_001, "too_large")]
    public void A_body_beyond_twenty_kilobytes_is_not_written(int length, string fault)
    {
        var body = WebhookBody.Write(Deliveries.Of(1) with { Fields = [Deliveries.Write("note", new string('x', length))] }, AckBase, out var said);

        Assert.Equal(fault, said);
        Assert.Equal(fault.Length > 0, body is null);
    }

    [Fact]
    public void A_path_twice_is_not_written()
    {
        var delivery = Deliveries.Of(1) with { Fields = [Deliveries.Write("email", "a@x.test"), Deliveries.Write("email", "b@x.test")] };

        Assert.Null(WebhookBody.Write(delivery, AckBase, out var fault));
        Assert.Equal("duplicate_path", fault);
    }

    private static string Text(PlatformDelivery delivery) => Encoding.UTF8.GetString(WebhookBody.Write(delivery, AckBase, out _)!);
}
