using System.Text.Json;

namespace IdentityGrains.Cli.Explain;

/// <summary>A field's value for the eyes of the person who asked.</summary>
internal static class ValueText
{
    /// <summary>What is shown for no value.</summary>
    public const string Nothing = "nothing";

    /// <summary>The value in one line.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : Nothing,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => value.GetArrayLength() == 0 ? Nothing : string.Join(", ", value.EnumerateArray().Select(Of)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name} {Of(p.Value)}")),
        JsonValueKind.Number => value.GetRawText(),
        _ => Nothing,
    };
}
