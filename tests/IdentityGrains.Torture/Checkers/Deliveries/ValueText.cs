using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>Values in one form, so that what a customer's record says and what a platform was told can be compared.</summary>
internal static class ValueText
{
    /// <summary>A value of the record; null when it is blank.</summary>
    public static string? Of(FieldValue value) => value switch
    {
        FieldValue.Text { Value: var text } => Some(text),
        FieldValue.Flag { Value: var flag } => flag ? "true" : "false",
        FieldValue.Topics { Values: var topics } => Some(string.Join(',', topics.Order(StringComparer.Ordinal))),
        FieldValue.Parts { Values: var parts } => OfParts(parts.Select(p => (p.Name, p.Text))),
        _ => null,
    };

    /// <summary>A value as JSON has it; null when there is none.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => Some(value.GetString()!),
        JsonValueKind.Array => Some(string.Join(',', value.EnumerateArray().Select(Of).OfType<string>().Order(StringComparer.Ordinal))),
        JsonValueKind.Object => OfParts(value.EnumerateObject().Select(p => (p.Name, Of(p.Value) ?? ""))),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    /// <summary>A value of parts; null when all of them are empty.</summary>
    public static string? OfParts(IEnumerable<(string Name, string Text)> parts) => Some(string.Join(
        ';', parts.Where(p => p.Text.Length > 0).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Text}")));

    private static string? Some(string text) => text.Length > 0 ? text : null;
}
