using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>Reads a platform's canonical text back into a value of a field.</summary>
internal static class ShownValue
{
    /// <summary>The value; null when the text is none of the field.</summary>
    /// <param name="shown">What the platform shows, in canonical text; null when it shows nothing.</param>
    /// <param name="format">Reads values of the field.</param>
    public static FieldValue? Read(string? shown, FieldFormat format)
    {
        if (shown is null)
        {
            return FieldValue.Blank;
        }

        // The text does not say of which shape it is; the field's format takes one only.
        foreach (var raw in Shapes(shown))
        {
            if (format.Read(raw, out _) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static IEnumerable<FieldValue> Shapes(string shown)
    {
        yield return new FieldValue.Text(shown);
        if (bool.TryParse(shown, out var flag))
        {
            yield return new FieldValue.Flag(flag);
        }

        var lines = shown.Split('\n');
        yield return new FieldValue.Topics([.. lines]);
        if (lines.All(l => l.IndexOf('=', StringComparison.Ordinal) > 0))
        {
            yield return new FieldValue.Parts([.. lines.Select(l => l.Split('=', 2)).Select(p => new Part(p[0], p[1]))]);
        }
    }
}
