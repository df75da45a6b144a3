using System.Globalization;
using System.Net.Http.Headers;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>What answers' headers say of a platform's limit.</summary>
public static class RateHeaders
{
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <summary>From a header that counts what is left and one that tells the second, since 1970, of the next window.</summary>
    public static RateReading? OfEpoch(Reply reply, string remaining, string resets) =>
        reply is Reply.Answered answer && Number(answer.Headers, remaining) is { } left && Number(answer.Headers, resets) is { } second
            && second is >= 0 and <= 253_402_300_799
            ? new RateReading(left, Clamp(DateTimeOffset.FromUnixTimeSeconds(second) - answer.At))
            : null;

    /// <summary>From a header that counts what is left of a window of known length.</summary>
    public static RateReading? OfWindow(Reply reply, string remaining, TimeSpan window) =>
        reply is Reply.Answered answer && Number(answer.Headers, remaining) is { } left ? new RateReading(left, Clamp(window)) : null;

    /// <summary>A header that is a whole number; null when it is none.</summary>
    public static long? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1
        && long.TryParse(values.ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static TimeSpan Clamp(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Most ? Most : wait;
}
