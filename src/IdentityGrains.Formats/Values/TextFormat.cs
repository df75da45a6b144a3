using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Values;

/// <summary>
/// Fields that hold one text. Markup, formulas and queries are text like any other: they are stored as they are and run nowhere. The empty text
/// says that there is nothing; one of which nothing can be seen says something that nobody can read, and is refused.
/// </summary>
internal class TextFormat(int mostCodePoints = TextFormat.MostCodePoints, int mostBytes = TextFormat.MostBytes) : FieldFormat
{
    /// <summary>For type <c>string</c>.</summary>
    public const int MostCodePoints = 256;

    /// <summary>For type <c>string</c>, in UTF-8.</summary>
    public const int MostBytes = 1_024;

    /// <inheritdoc/>
    public sealed override FieldValue? Read(FieldValue raw, out string fault)
    {
        fault = "";
        if (raw.IsBlank)
        {
            return FieldValue.Blank;
        }

        fault = FieldFaults.ValidationFailed;
        if (raw is not FieldValue.Text { Value: var written } || Writing.Normal(written, out fault) is not { } text)
        {
            return null;
        }

        var read = Parse(text, out fault);
        return read is null ? null : new FieldValue.Text(read);
    }

    /// <summary>The normal form of a text that is trimmed, composed, free of control characters and not empty; null with a fault.</summary>
    protected virtual string? Parse(string text, out string fault)
    {
        var fits = Writing.CodePoints(text) <= mostCodePoints && Writing.Bytes(text) <= mostBytes;
        fault = fits ? "" : FieldFaults.ValidationFailed;
        return fits ? text : null;
    }

    /// <summary>A value in normal form.</summary>
    protected static string Valid(string text, out string fault)
    {
        fault = "";
        return text;
    }

    /// <summary>No value.</summary>
    protected static string? Invalid(string code, out string fault)
    {
        fault = code;
        return null;
    }
}
