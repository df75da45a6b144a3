using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Values of attributes as values of fields, and back. Whether one is a value of its field is for the law to say.</summary>
internal static class ScimValues
{
    private const string Flag = "bool", Topics = "topicSet", Address = "address", Value = "value";
    private const char LineBreak = '\n';

    // Beside the street, whose lines are two parts of ours.
    private static readonly (string Sub, string Part)[] Parts = [("locality", "city"), ("postalCode", "postcode"), ("country", "country")];
    private static readonly string[] Lines = ["line1", "line2"];

    /// <summary>The parts of a postal address that the standard has and a field may say.</summary>
    public static readonly IReadOnlyList<string> AddressParts = ["streetAddress", .. Parts.Select(p => p.Sub)];

    /// <summary>An attribute's value as a value of the place's field; null, an empty text and an empty list say that there is nothing.</summary>
    public static Read<FieldValue> Read(JsonElement value, Place place, string pointer)
    {
        var wrong = ProblemResult.At(pointer, Catalogue.ValidationFailed);
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return FieldValue.Blank;
            case JsonValueKind.Object when place.IsAddress:
                return ReadAddress(value, FieldValue.Blank, pointer);
            case JsonValueKind.Object when place.Field.Type == Address:
                return ReadParts(value, pointer);
            case JsonValueKind.Object when place.IsItem:
                return !Members.Of(value, pointer).Ok(out var item, out var problem) ? problem
                    : item.Find(place.Path.Sub ?? Value) is { } inner ? ReadText(inner, Pointer.Below(pointer, place.Path.Sub ?? Value)) : FieldValue.Blank;
            case JsonValueKind.Array when place.Field.Type == Topics:
                return ReadTopics(value, pointer);
            case JsonValueKind.String when place.Field.Type == Topics:
                return new FieldValue.Topics([value.GetString()!]);
            case JsonValueKind.String when place.Field.Type == Flag:
                return ReadFlag(value) is { } said ? new FieldValue.Flag(said) : wrong;
            case JsonValueKind.True or JsonValueKind.False when place.Field.Type == Flag:
                return new FieldValue.Flag(value.GetBoolean());
            case JsonValueKind.String when place.Field.Type != Address:
                return ReadText(value, pointer);
            default:
                return wrong;
        }
    }

    /// <summary>True or false, also in quotes, as Microsoft Entra writes it; null when it is neither.</summary>
    public static bool? ReadFlag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(value.GetString(), out var said) => said,
        _ => null,
    };

    /// <summary>An address with the parts that are given, over those that it has.</summary>
    public static Read<FieldValue> ReadAddress(JsonElement value, FieldValue over, string pointer)
    {
        if (!Members.Of(value, pointer).Ok(out var members, out var problem))
        {
            return problem;
        }

        var address = over;
        foreach (var sub in AddressParts)
        {
            if (!members.Text(sub, pointer).Ok(out var text, out problem)
                || (text is not null && !With(address, sub, text, pointer).Ok(out address, out problem)))
            {
                return problem;
            }
        }

        return address;
    }

    /// <summary>An address with one part changed; null or an empty text takes it away.</summary>
    public static Read<FieldValue> With(FieldValue over, string sub, string? text, string pointer)
    {
        var parts = (over as FieldValue.Parts)?.Values.ToDictionary(p => p.Name, p => p.Text, StringComparer.Ordinal) ?? [];
        if (Parts.FirstOrDefault(p => p.Sub == sub).Part is { } part)
        {
            parts[part] = text ?? string.Empty;
        }
        else
        {
            var lines = (text ?? string.Empty).ReplaceLineEndings("\n").Split(LineBreak);
            if (lines.Length > Lines.Length)
            {
                return ProblemResult.At(Pointer.Below(pointer, sub), Catalogue.ValidationFailed);
            }

            foreach (var (index, name) in Lines.Index())
            {
                parts[name] = lines.ElementAtOrDefault(index) ?? string.Empty;
            }
        }

        return Whole(parts);
    }

    /// <summary>The value as the attribute has it.</summary>
    public static JsonNode? Write(FieldValue value, Place place) => value switch
    {
        FieldValue.Text text => JsonValue.Create(text.Value),
        FieldValue.Flag flag => JsonValue.Create(flag.Value),
        FieldValue.Topics topics => new JsonArray([.. topics.Values.Select(t => (JsonNode?)JsonValue.Create(t))]),
        FieldValue.Parts parts when place.IsAddress => WriteAddress(parts),
        FieldValue.Parts parts => new JsonObject(parts.Values.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)JsonValue.Create(p.Text)))),
        _ => null,
    };

    private static JsonObject WriteAddress(FieldValue.Parts address)
    {
        var parts = address.Values.ToDictionary(p => p.Name, p => p.Text, StringComparer.Ordinal);
        var street = string.Join(LineBreak, Lines.Select(l => parts.GetValueOrDefault(l)).Where(l => !string.IsNullOrEmpty(l)));
        var written = new JsonObject { [AddressParts[0]] = street };
        foreach (var (sub, part) in Parts.Where(p => parts.ContainsKey(p.Part)))
        {
            written[sub] = parts[part];
        }

        return written;
    }

    private static Read<FieldValue> ReadText(JsonElement value, string pointer) => value.ValueKind switch
    {
        JsonValueKind.String => new FieldValue.Text(value.GetString()!),
        JsonValueKind.Null => FieldValue.Blank,
        _ => ProblemResult.At(pointer, Catalogue.ValidationFailed),
    };

    private static Read<FieldValue> ReadTopics(JsonElement value, string pointer) =>
        value.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String)
            ? new FieldValue.Topics([.. value.EnumerateArray().Select(t => t.GetString()!)])
            : ProblemResult.At(pointer, Catalogue.ValidationFailed);

    private static Read<FieldValue> ReadParts(JsonElement value, string pointer) =>
        value.EnumerateObject().All(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            ? Whole(value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? string.Empty, StringComparer.Ordinal))
            : ProblemResult.At(pointer, Catalogue.ValidationFailed);

    // In ordinal order, so that a retry whose writer orders the parts otherwise is the same command.
    private static FieldValue.Parts Whole(Dictionary<string, string> parts) => new FieldValue.Parts(
        [.. parts.Where(p => p.Value.Length > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new Part(p.Key, p.Value))]);
}
