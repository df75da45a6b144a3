using System.Globalization;
using System.Text.RegularExpressions;
using IdentityGrains.Domain;

namespace IdentityGrains.Formats.Values;

/// <summary>Type <c>enum</c>: one token. Which tokens there are is the source's affair.</summary>
internal sealed partial class EnumFormat : TextFormat
{
    protected override string? Parse(string text, out string fault) =>
        Token().IsMatch(text) ? Valid(text, out fault) : Invalid(FieldFaults.ValidationFailed, out fault);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\z", Patterns.Linear)]
    private static partial Regex Token();
}

/// <summary>Type <c>date</c>: a day of the calendar. Whether it lies in the future is for who knows the time.</summary>
internal sealed class DateFormat : TextFormat
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    protected override string? Parse(string text, out string fault) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= FirstYear and <= LastYear
            ? Valid(text, out fault)
            : Invalid(FieldFaults.ValidationFailed, out fault);
}

/// <summary>Type <c>region</c>: a country, a subdivision of one, or a region of the policy, in upper case.</summary>
internal sealed partial class RegionFormat(ImmutableArray<RegionName> regions) : TextFormat
{
    protected override string? Parse(string text, out string fault)
    {
        var code = text.ToUpperInvariant();
        var known = regions.Contains(new RegionName(code)) || (Code().IsMatch(code) && Countries.Known(code[..2]));
        return known ? Valid(code, out fault) : Invalid(FieldFaults.ValidationFailed, out fault);
    }

    [GeneratedRegex(@"^[A-Z]{2}(-[A-Z0-9]{1,3})?\z", Patterns.Linear)]
    private static partial Regex Code();
}

/// <summary>Type <c>bcp47</c>: a language tag in the letter case that RFC 5646 recommends.</summary>
internal sealed partial class LanguageFormat : TextFormat
{
    private const int MostCharacters = 35;

    protected override string? Parse(string text, out string fault)
    {
        if (text.Length > MostCharacters || !Tag().IsMatch(text))
        {
            return Invalid(FieldFaults.ValidationFailed, out fault);
        }

        var parts = text.ToLowerInvariant().Split('-');
        for (var i = 1; i < parts.Length && parts[i].Length > 1; i++)
        {
            parts[i] = parts[i].Length switch
            {
                2 => parts[i].ToUpperInvariant(),
                4 when !char.IsAsciiDigit(parts[i][0]) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..],
                _ => parts[i],
            };
        }

        return Valid(string.Join('-', parts), out fault);
    }

    // language, script, region, variants, private use; extensions say how to format numbers, not which language a person reads.
    [GeneratedRegex(
        @"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[xX](-[A-Za-z0-9]{1,8})+)?\z",
        Patterns.Linear)]
    private static partial Regex Tag();
}
