using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Gateway.Intake;

/// <summary>
/// A field's value: null, a text, true or false, a list of texts, or an object of named texts. Numbers are no values: two readers of one
/// number need not agree on its digits.
/// </summary>
internal sealed class FieldValueConverter : JsonConverter<FieldValue>
{
    public override bool HandleNull => true;

    public override FieldValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => FieldValue.Blank,
        JsonTokenType.String => new FieldValue.Text(reader.GetString()!),
        JsonTokenType.True => new FieldValue.Flag(true),
        JsonTokenType.False => new FieldValue.Flag(false),
        JsonTokenType.StartArray => Topics(ref reader),
        JsonTokenType.StartObject => Parts(ref reader),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case FieldValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case FieldValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case FieldValue.Topics topics:
                writer.WriteStartArray();
                foreach (var topic in topics.Values)
                {
                    writer.WriteStringValue(topic);
                }

                writer.WriteEndArray();
                break;
            case FieldValue.Parts parts:
                writer.WriteStartObject();
                foreach (var part in parts.Values)
                {
                    writer.WriteString(part.Name, part.Text);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static FieldValue.Topics Topics(ref Utf8JsonReader reader)
    {
        var topics = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            topics.Add(Text(ref reader));
        }

        return new FieldValue.Topics(topics.DrainToImmutable());
    }

    // In ordinal order of the names, so that the order in which a client happens to write them makes no other command.
    private static FieldValue.Parts Parts(ref Utf8JsonReader reader)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                parts.Add(new Part(name, Text(ref reader)));
            }
        }

        parts.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new FieldValue.Parts(parts.DrainToImmutable());
    }

    private static string Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
}
