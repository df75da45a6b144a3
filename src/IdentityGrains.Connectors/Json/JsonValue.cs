using System.Diagnostics;
using System.Text.Json;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Json;

/// <summary>Values as JSON: the same value gives the same bytes.</summary>
public static class JsonValue
{
    /// <summary>Writes a value; a blank one is <c>null</c>.</summary>
    public static void Write(Utf8JsonWriter json, FieldValue value)
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
