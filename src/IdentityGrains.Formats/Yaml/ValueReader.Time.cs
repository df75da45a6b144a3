using System.Globalization;
using System.Text.RegularExpressions;

namespace IdentityGrains.Formats.Yaml;

internal sealed partial class ValueReader
{
    private const int LongestDays = 36_525;

    /// <summary>An ISO 8601 duration of days, hours, minutes and seconds, at most a hundred years.</summary>
    public TimeSpan Duration()
    {
        var text = Text();
        if (text.Length > 0 && !TryDuration(text, out var duration))
        {
            Refuse("invalid-duration", "An ISO 8601 duration of days, hours, minutes and seconds is expected here, for example P30D or PT15M.");
        }
        else
        {
            TryDuration(text, out duration);
        }

        return duration;
    }

    /// <summary>A deadline of the calendar, kept as written: a month is not a number of days.</summary>
    public string Deadline()
    {
        var text = Text();
        if (text.Length > 0 && !CalendarDeadline().IsMatch(text))
        {
            Refuse("invalid-duration", "An ISO 8601 period is expected here, for example P1M or P45D.");
        }

        return text;
    }

    /// <summary>An instant with its offset.</summary>
    public DateTimeOffset Instant()
    {
        var text = Text();
        if (text.Length == 0)
        {
            return default;
        }

        if (InstantShape().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant)
            && instant.UtcDateTime.Year is >= 1900 and <= 9000)
        {
            return instant.ToUniversalTime();
        }

        Refuse("invalid-time", "An RFC 3339 time with its offset is expected here, for example 2026-07-15T00:00:00Z.");
        return default;
    }

    internal static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        var match = DurationShape().Match(text);
        if (!match.Success || text.EndsWith('P') || text.EndsWith('T'))
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(
            (Part("d") * 24 + Part("h")) * 3_600 + Part("m") * 60 + Part("s"));
        return duration <= TimeSpan.FromDays(LongestDays);

        long Part(string name) =>
            match.Groups[name] is { Success: true, ValueSpan: var digits } ? long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^P(?:(?<d>[0-9]{1,6})D)?(?:T(?:(?<h>[0-9]{1,6})H)?(?:(?<m>[0-9]{1,6})M)?(?:(?<s>[0-9]{1,6})S)?)?\z", Patterns.Linear)]
    private static partial Regex DurationShape();

    [GeneratedRegex(@"^P[0-9]{1,4}[DWMY]\z", Patterns.Linear)]
    private static partial Regex CalendarDeadline();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})\z", Patterns.Linear)]
    private static partial Regex InstantShape();
}
