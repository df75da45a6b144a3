using System.Text.Json;
using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Scim;

/// <summary>What a resource shows at a path, and how a value of ours would show there: the coercion table.</summary>
internal static class ScimShown
{
    private static readonly Coercion TelUri = new(
        "tel_uri", t => Coercion.Phone.Undo(t.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? t[4..].Split(';')[0] : t));

    // What the standard calls case-insensitive, and what servers are known to write in a case of their own.
    private static readonly Coercions Table = new(new Dictionary<string, Coercion>(StringComparer.Ordinal)
    {
        ["emails.value"] = Coercion.Case, ["userName"] = Coercion.Case, ["preferredLanguage"] = Coercion.Case, ["locale"] = Coercion.Case,
        ["phoneNumbers.value"] = TelUri, ["addresses.country"] = Coercion.Case,
    });

    /// <summary>How a value that we told reads there; null when a blank does.</summary>
    public static string? Canonical(ScimPath path, FieldValue value) => value switch
    {
        { IsBlank: true } => null,
        FieldValue.Parts parts when ScimNames.IsAddress(path) =>
            CanonicalText.Parts(ScimAddress.Of(parts).Select(p => (p.Sub, Undo(path.Part(p.Sub), CanonicalText.Of(p.Text))))),
        _ => Undo(path, CanonicalText.Of(value)),
    };

    /// <summary>What stands at a path; null when nothing does. Of several values that a filter selects all are told.</summary>
    public static string? At(JsonElement resource, ScimPath path) =>
        CanonicalText.Lines(Values(resource, path).Select(v => Of(path, v)).Distinct(StringComparer.Ordinal));

    /// <summary>True when something stands at a path, or in a value that its filter selects.</summary>
    public static bool Has(JsonElement resource, ScimPath path) => Values(resource, path).Any(v => v.ValueKind != JsonValueKind.Null);

    /// <summary>A member of an object, by a name without regard to case, as the standard has it; undefined when there is none.</summary>
    public static JsonElement Member(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        return json.TryGetProperty(name, out var exact)
            ? exact
            : json.EnumerateObject().FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>A truth, which some servers write as a text; null when it is neither.</summary>
    public static bool? Truth(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(json.GetString(), out var told) => told,
        _ => null,
    };

    private static IEnumerable<JsonElement> Values(JsonElement resource, ScimPath path)
    {
        var attribute = Member(path.Schema is null ? resource : Member(resource, path.Schema), path.Attribute);
        var elements = attribute.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Array when path.Where is not null || path.Sub is not null => attribute.EnumerateArray().ToArray(),
            _ => new[] { attribute },
        };
        return elements.Where(e => path.Where?.Selects(e) ?? true).Select(e => path.Sub is null ? e : Member(e, path.Sub))
            .Where(e => e.ValueKind != JsonValueKind.Undefined);
    }

    private static string? Of(ScimPath path, JsonElement shown) => shown.ValueKind switch
    {
        JsonValueKind.Object when ScimNames.IsAddress(path) => CanonicalText.Parts(
            ScimAddress.Written.Select(s => (s, Undo(path.Part(s), CanonicalText.Of(Member(shown, s)))))),
        JsonValueKind.Array => Topics(path, shown),
        _ => Undo(path, CanonicalText.Of(shown)),
    };

    // A list of objects is the list of their values, and of addresses each is one.
    private static string? Topics(ScimPath path, JsonElement list) => CanonicalText.Lines(list.EnumerateArray()
        .Select(e => ScimNames.IsAddress(path) || e.ValueKind != JsonValueKind.Object ? Of(path, e) : CanonicalText.Of(Member(e, ScimNames.Value))));

    private static string? Undo(ScimPath path, string? text)
    {
        // Truth as a text comes with a capital.
        if (text is not null && bool.TryParse(text, out var truth))
        {
            return truth ? "true" : "false";
        }

        var name = path.Sub is null ? path.Attribute : $"{path.Attribute}.{path.Sub}";
        return Table.Undo(path.Schema is null ? name : "", text);
    }
}
