using System.Globalization;
using System.Text;

namespace IdentityGrains.Formats.Values;

/// <summary>Checks on text that hold whatever the text says.</summary>
internal static class Writing
{
    /// <summary>Beyond this no field reads on.</summary>
    public const int MostRawCharacters = 8_192;

    /// <summary>More marks in a row than any language writes: a heap that breaks every screen.</summary>
    private const int MostMarks = 4;

    /// <summary>The text without spaces at its ends and in normal form C; null with a fault.</summary>
    public static string? Normal(string raw, out string fault)
    {
        fault = "";
        if (raw.Length > MostRawCharacters)
        {
            fault = FieldFaults.ValidationFailed;
            return null;
        }

        // Before normalising, which throws on half a surrogate pair.
        if (!WellFormed(raw))
        {
            fault = FieldFaults.InvalidUnicode;
            return null;
        }

        var text = Trim(raw).Normalize(NormalizationForm.FormC);
        if (HasControls(text) || HasHeapOfMarks(text))
        {
            fault = FieldFaults.InvalidCharacters;
            return null;
        }

        return text;
    }

    public static int CodePoints(string text) => text.EnumerateRunes().Count();

    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    // Spaces only: string.Trim would also swallow line breaks, and an address with a line break was not typed by a person.
    private static string Trim(string raw)
    {
        var start = 0;
        var end = raw.Length;
        while (start < end && IsSpace(raw[start]))
        {
            start++;
        }

        while (end > start && IsSpace(raw[end - 1]))
        {
            end--;
        }

        return raw[start..end];
    }

    private static bool IsSpace(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;

    private static bool WellFormed(string raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\0' || (char.IsSurrogate(raw[i]) && (i + 1 == raw.Length || !char.IsSurrogatePair(raw[i], raw[++i]))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasControls(string text) =>
        text.Any(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool HasHeapOfMarks(string text)
    {
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
                ? marks + 1
                : 0;
            if (marks > MostMarks)
            {
                return true;
            }
        }

        return false;
    }
}
