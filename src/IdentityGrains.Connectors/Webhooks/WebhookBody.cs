using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IdentityGrains.Domain.Fields;

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
        if (delivery.Fields.Select(f => f.Path).Distinct(StringComparer.Ordinal).Count() != delivery.Fields.Count)
        {
            // JSON with a name twice means whatever its reader likes.
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
        json.WriteStartObject("fields");
        foreach (var field in delivery.Fields)
        {
            json.WritePropertyName(field.Path);
            Write(json, field.Value);
        }

        json.WriteEndObject();
        json.WriteStartObject("purposes");
        foreach (var field in delivery.Fields.Where(f => f.Purpose is not null))
        {
            json.WriteString(field.Path, field.Purpose!.Value.Value);
        }

        json.WriteEndObject();
        json.WriteString("ackUrl", $"{ackBase}/v1/acks/{delivery.DeliveryId}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FieldValue value)
    {
        switch (value)
        {
            case { IsBlank: true }:
                json.WriteNullValue();
                break;
            case FieldValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case FieldValue.Flag flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case FieldValue.Topics topics:
                json.WriteStartArray();
                foreach (var topic in topics.Values)
                {
                    json.WriteStringValue(topic);
                }

                json.WriteEndArray();
                break;
            case FieldValue.Parts parts:
                json.WriteStartObject();
                foreach (var part in parts.Values)
                {
                    json.WriteString(part.Name, part.Text);
                }

                json.WriteEndObject();
                break;
            default:
                throw new UnreachableException("A field value of a shape that no body has.");
        }
    }
}
