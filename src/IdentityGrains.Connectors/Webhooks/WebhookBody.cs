using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IdentityGrains.Connectors.Json;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>What a webhook says: the same delivery gives the same bytes, whoever writes them and whenever.</summary>
internal static class WebhookBody
{
    /// <summary>The longest body, in bytes: Standard Webhooks asks for less than 20 kB.</summary>
    public const int MaxBytes = 20_000;

    /// <summary>What happened, by the name that receivers route on.</summary>
    public const string Type = "customer.fields.changed";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body, or null with the word for why there is none.</summary>
    public static byte[]? Write(PlatformDelivery delivery, string ackBase, out string fault)
    {
        fault = "";
        if (FieldsJson.NamesTwice(delivery))
        {
            fault = "duplicate_path";
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, delivery, ackBase);
        }

        if (buffer.WrittenCount > MaxBytes)
        {
            fault = "too_large";
            return null;
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, PlatformDelivery delivery, string ackBase)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteString("timestamp", delivery.Timestamp.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("data");
        json.WriteString("customerNumber", delivery.Key);
        json.WriteString("deliveryId", delivery.DeliveryId);
        json.WriteNumber("version", delivery.Version);
        json.WriteString("policy", delivery.Policy);
        FieldsJson.Write(json, delivery);
        json.WriteString("ackUrl", $"{ackBase}/v1/acks/{delivery.DeliveryId}");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
