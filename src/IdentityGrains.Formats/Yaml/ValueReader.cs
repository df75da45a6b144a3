using System.Globalization;
using System.Text.RegularExpressions;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Yaml;

/// <summary>
/// Reads one value as what the section expects. What it cannot read it reports and answers with an empty value, so that one pass finds
/// everything; nothing that was read beside a fault is ever used.
/// </summary>
internal sealed partial class ValueReader(YamlNode? node, PolicyErrors errors)
{
    private const int LongestText = 1_024;

    public bool IsNull => node is YamlScalar { IsNull: true };

    /// <summary>The node as it is; null when it was missing or refused.</summary>
    public YamlNode? Node => node is YamlRefused ? null : node;

    public string Text() => Scalar("A text is expected here; put it in quotes when it looks like a number or a truth value.", TextLike) ?? "";

    /// <summary>A text of a certain shape.</summary>
    public string Text(Regex shape, string described)
    {
        var text = Text();
        if (text.Length > 0 && !shape.IsMatch(text))
        {
            Refuse("invalid-name", $"{described} is expected here.");
            return "";
        }

        return text;
    }

    /// <summary>One of a closed vocabulary.</summary>
    public string Word(params ReadOnlySpan<string> vocabulary)
    {
        var word = Text();
        if (word.Length == 0 || vocabulary.Contains(word))
        {
            return word;
        }

        Refuse("unknown-word", $"One of these is expected here: {string.Join(", ", vocabulary)}.");
        return "";
    }

    /// <summary>One of a closed vocabulary, with what each word means.</summary>
    public T? Word<T>(FrozenDictionary<string, T> vocabulary)
    {
        var word = Text();
        if (word.Length == 0 || vocabulary.TryGetValue(word, out var meaning))
        {
            return word.Length == 0 ? default : vocabulary[word];
        }

        Refuse("unknown-word", $"One of these is expected here: {string.Join(", ", vocabulary.Keys.Order(StringComparer.Ordinal))}.");
        return default;
    }

    /// <summary>A member of an enumeration by its word.</summary>
    public T Member<T>()
        where T : struct, Enum
    {
        var word = Text();
        if (word.Length > 0 && !Domain.Words.TryRead<T>(word, out var member))
        {
            Refuse("unknown-word", $"One of these is expected here: {string.Join(", ", Domain.Words.All<T>())}.");
        }
        else
        {
            Domain.Words.TryRead(word, out member);
        }

        return member;
    }

    public bool Flag() => Scalar("true or false is expected here.", s => s is { Plain: true, Text: "true" or "false" }) == "true";

    public int Whole(int least, int most)
    {
        var digits = Scalar("A whole number is expected here.", s => s.Plain && WholeNumber().IsMatch(s.Text));
        if (digits is null)
        {
            return 0;
        }

        if (int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse("out-of-range", $"A whole number from {least} to {most} is expected here.");
        return 0;
    }

    /// <summary>A share, 0..1.</summary>
    public double Share()
    {
        var digits = Scalar("A number is expected here.", s => s.Plain && Decimal().IsMatch(s.Text));
        if (digits is null)
        {
            return 0;
        }

        var share = double.Parse(digits, CultureInfo.InvariantCulture);
        if (share > 1)
        {
            Refuse("out-of-range", "A number from 0 to 1 is expected here.");
        }

        return share;
    }

    public void Refuse(string code, string sentence)
    {
        if (node is not null and not YamlRefused)
        {
            errors.Add(node, code, sentence);
        }
    }

    private static bool TextLike(YamlScalar scalar) =>
        scalar.Text.Length is > 0 and <= LongestText && !(scalar.Plain && NotText().IsMatch(scalar.Text));

    private string? Scalar(string expected, Func<YamlScalar, bool> fits)
    {
        if (node is YamlScalar scalar && fits(scalar))
        {
            return scalar.Text;
        }

        Refuse("wrong-type", expected);
        return null;
    }

    [GeneratedRegex(@"^-?[0-9]{1,12}\z", Patterns.Linear)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[0-9]{1,9}(\.[0-9]{1,9})?\z", Patterns.Linear)]
    private static partial Regex Decimal();

    // What YAML readers elsewhere would take for null, a truth value or a number; such a text must be quoted so that all agree on it.
    [GeneratedRegex(
        @"^(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?)\z",
        Patterns.Linear)]
    private static partial Regex NotText();
}
