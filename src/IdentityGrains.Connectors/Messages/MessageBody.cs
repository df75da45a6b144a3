using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Messages;

namespace IdentityGrains.Connectors.Messages;

/// <summary>What the gateway is told: the same message gives the same bytes, whoever writes them and whenever.</summary>
internal static class MessageBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body.</summary>
    public static byte[] Write(ComposedMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, message);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ComposedMessage message)
    {
        json.WriteStartObject();
        json.WriteString("id", message.Id);
        json.WriteString("kind", Words.Of(message.Kind));
        json.WriteString("method", message.Method);
        json.WriteString("field", message.Field.Value);
        json.WriteString("to", message.To);
        json.WriteString("verification", message.Verification);
        WriteUnlessNull(json, "code", message.Code);
        WriteUnlessNull(json, "cancelToken", message.CancelToken);
        WriteUnlessNull(json, "language", message.Language);
        json.WriteStartArray("optsIn");
        foreach (var purpose in message.OptsIn)
        {
            json.WriteStringValue(purpose.Value);
        }

        json.WriteEndArray();
        json.WriteString("expiresAt", message.ExpiresAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void WriteUnlessNull(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
