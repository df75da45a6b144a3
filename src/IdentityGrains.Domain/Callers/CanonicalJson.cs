using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityGrains.Domain.Callers;

/// <summary>
/// JSON in its one canonical form, the JSON Canonicalization Scheme (RFC 8785): members in the order of their names' UTF-16 code units, no white
/// space, no escape that is not needed. Of numbers only the whole ones that every reader holds exactly have one here: no command has others.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical text; null when the JSON holds another number, or text that is not well-formed Unicode, or is nested too deeply.</summary>
    public static string? Write(JsonNode? json)
    {
        var text = new StringBuilder();
        return TryWrite(text, json, 0) ? text.ToString() : null;
    }

    private const int MaxDepth = 16;

    // 2^53 - 1: beyond it a double is not the number that was written.
    private const long LargestNumber = 9_007_199_254_740_991;

    private static bool TryWrite(StringBuilder text, JsonNode? json, int depth)
    {
        switch (json?.GetValueKind() ?? JsonValueKind.Null)
        {
            case JsonValueKind.Object when depth < MaxDepth:
                return TryWriteAll(
                    text, '{', json!.AsObject().OrderBy(m => m.Key, StringComparer.Ordinal), '}', member => TryWrite(text, member, depth + 1));
            case JsonValueKind.Array when depth < MaxDepth:
                return TryWriteAll(text, '[', json!.AsArray(), ']', item => TryWrite(text, item, depth + 1));
            case JsonValueKind.String:
                return TryWrite(text, json!.GetValue<string>());
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                text.Append(json is null ? "null" : json.GetValue<bool>() ? "true" : "false");
                return true;
            case JsonValueKind.Number when json!.AsValue().TryGetValue<long>(out var number) && number is >= -LargestNumber and <= LargestNumber:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    private static bool TryWrite(StringBuilder text, KeyValuePair<string, JsonNode?> member, int depth)
    {
        if (!TryWrite(text, member.Key))
        {
            return false;
        }

        text.Append(':');
        return TryWrite(text, member.Value, depth);
    }

    private static bool TryWriteAll<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Func<T, bool> write)
    {
        text.Append(open);
        foreach (var (place, item) in items.Index())
        {
            if (place > 0)
            {
                text.Append(',');
            }

            if (!write(item))
            {
                return false;
            }
        }

        text.Append(close);
        return true;
    }

    private static bool TryWrite(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                text.Append(c).Append(value[++i]);
                continue;
            }

            // Half a character has no bytes in UTF-8; a writer would put another one in its place, and two texts would look alike.
            if (char.IsSurrogate(c))
            {
                return false;
            }

            text.Append(Escaped(c) ?? c.ToString());
        }

        text.Append('"');
        return true;
    }

    private static string? Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => null,
    };
}
