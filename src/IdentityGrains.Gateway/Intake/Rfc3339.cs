using System.Globalization;
using System.Text.RegularExpressions;
using IdentityGrains.Domain;

namespace IdentityGrains.Gateway.Intake;

/// <summary>
/// Reads instants as RFC 3339 writes them, with an offset: the framework's reader takes one without as the server's local time.
/// Leap seconds are refused, for no clock that the record knows can hold one.
/// </summary>
internal static partial class Rfc3339
{
    private const int MaxOffsetMinutes = 14 * 60;
    private const int FirstYear = 1970;
    private const int LastYear = 2200;
    private static readonly int Longest = "2026-01-01T00:00:00.123456789+00:00".Length;

    /// <summary>The instant, in UTC and whole microseconds; null when the text is no instant from 1970 to 2200.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (text.Length > Longest || Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59 || Offset(match) is not { } offset)
        {
            return null;
        }

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(Fraction(match.Groups["fraction"].ValueSpan));
        return new DateTimeOffset(local, offset).InMicroseconds();
    }

    /// <summary>The instant as the API writes it.</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    private static TimeSpan? Offset(Match match)
    {
        if (!match.Groups["sign"].Success)
        {
            return TimeSpan.Zero;
        }

        var hours = int.Parse(match.Groups["hours"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = int.Parse(match.Groups["minutes"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var total = hours * 60 + minutes;
        return minutes > 59 || total > MaxOffsetMinutes ? null : TimeSpan.FromMinutes(match.Groups["sign"].ValueSpan is "-" ? -total : total);
    }

    // What is finer than a microsecond is dropped, never rounded: rounding could move an instant into the next second.
    private static long Fraction(ReadOnlySpan<char> digits)
    {
        var ticks = 0L;
        for (var i = 0; i < 6; i++)
        {
            ticks = ticks * 10 + (i < digits.Length ? digits[i] - '0' : 0);
        }

        return ticks * TimeSpan.TicksPerMicrosecond;
    }

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})T(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?"
        + @"(Z|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
