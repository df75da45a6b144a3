using System.Text;
using System.Text.Json;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Reading;

/// <summary>Values as text that is equal exactly if they are: what was told and what is read back are compared in it.</summary>
public static class CanonicalText
{
    /// <summary>A value of ours; null when it is blank.</summary>
    public static string? Of(FieldValue value) => value switch
    {
        { IsBlank: true } => null,
        FieldValue.Text text => Of(text.Value),
        FieldValue.Flag flag => flag.Value ? "true" : "false",
        FieldValue.Topics topics => Lines(topics.Values.Select(Of)),
        FieldValue.Parts parts => Parts(parts.Values.Select(p => (p.Name, Of(p.Text)))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A text: composed (NFC) and without space at its ends; null when nothing is left.</summary>
    public static string? Of(string? text)
    {
        var trimmed = text?.Trim().Normalize(NormalizationForm.FormC);
        return trimmed is { Length: > 0 } ? trimmed : null;
    }

    /// <summary>What a platform shows in JSON: texts, truth, numbers as they are written, lists as topics and objects as parts.</summary>
    public static string? Of(JsonElement shown) => shown.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => Of(shown.GetString()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => shown.GetRawText(),
        JsonValueKind.Array => Lines(shown.EnumerateArray().Select(Of)),
        JsonValueKind.Object => Parts(shown.EnumerateObject().Select(p => (p.Name, Of(p.Value)))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Texts of which the order means nothing; null when there is none.</summary>
    public static string? Lines(IEnumerable<string?> texts) => Joined(texts.OfType<string>().Order(StringComparer.Ordinal));

    /// <summary>Texts that have names, of which the order means nothing; null when there is none.</summary>
    public static string? Parts(IEnumerable<(string Name, string? Text)> parts) =>
        Joined(parts.Where(p => p.Text is not null).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Text}"));

    private static string? Joined(IEnumerable<string> texts)
    {
        var told = texts.ToArray();
        return told.Length == 0 ? null : string.Join('\n', told);
    }
}
