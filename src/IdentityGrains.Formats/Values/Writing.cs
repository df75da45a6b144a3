using System.Globalization;
using System.Text;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Formats.Values;

/// <summary>Checks on text that hold whatever the text says.</summary>
internal static class Writing
{
    /// <summary>More marks in a row than any language writes: a heap that breaks every screen.</summary>
    private const int MostMarks = 4;

    /// <summary>The text without spaces at its ends and in normal form C; null with a fault, also when nothing of it can be seen.</summary>
    public static string? Normal(string raw, out string fault)
    {
        fault = "";
        if (raw.Length > Limits.Characters)
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

        if (text.EnumerateRunes().All(IsInvisible))
        {
            fault = FieldFaults.ValidationFailed;
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

    // Format characters join letters and turn the direction of others; alone they are as empty as a space.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Format;

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
