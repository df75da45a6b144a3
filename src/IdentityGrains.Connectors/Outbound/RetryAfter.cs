using System.Globalization;
using System.Net.Http.Headers;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>How long an answer asks us to wait.</summary>
internal static class RetryAfter
{
    /// <summary>The shortest wait that a platform can ask for: no answer makes a tight loop.</summary>
    public static readonly TimeSpan Min = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a platform can ask for: no answer stops a platform for a day.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromHours(1);

    /// <summary>The longest wait that any of the headers asks for, within our bounds; null when none can be read.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        if (headers.NonValidated.TryGetValues("Retry-After", out var values))
        {
            foreach (var value in values)
            {
                if (Read(value.Trim(), now) is { } wait && !(longest >= wait))
                {
                    longest = wait;
                }
            }
        }

        return longest;
    }

    private static TimeSpan? Read(string value, DateTimeOffset now)
    {
        var digits = value.AsSpan(value.StartsWith('-') ? 1 : 0);
        if (digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9'))
        {
            // More digits than a number holds are still a number, and a large one.
            var seconds = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read : long.MaxValue;
            return Clamp(seconds >= Max.TotalSeconds ? Max : seconds <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds));
        }

        return RetryConditionHeaderValue.TryParse(value, out var condition) && condition.Date is { } date ? Clamp(date - now) : null;
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < Min ? Min : wait > Max ? Max : wait;
}
