using System.Globalization;
using System.Net.Http.Headers;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>What an answer proves, by its status and by nothing else: a body of HTML behind a 200 is still a receipt.</summary>
internal static class WebhookAnswer
{
    /// <summary>The shortest wait that a platform can ask for: no answer makes a tight loop.</summary>
    public static readonly TimeSpan MinRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a platform can ask for: no answer stops a platform for a day.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    /// <summary>The result of an answer.</summary>
    public static SendResult Classify(HttpResponseMessage answer, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        var why = string.Create(CultureInfo.InvariantCulture, $"http_{status}");
        return status switch
        {
            >= 200 and <= 299 => new SendResult.Acknowledged(AckLevel.Accepted),
            401 or 403 or 410 => new SendResult.Hold(why),
            // The receiver applies one id at most once, so even a 5xx after it applied is asked again without harm.
            408 or 425 or 429 or (>= 500 and <= 599) => new SendResult.Retry(why, RetryAfter(answer.Headers, now)),
            // Redirects too: a destination that policy did not name gets nothing.
            _ => new SendResult.Rejected(why),
        };
    }

    /// <summary>The longest wait that any of the headers asks for, within our bounds; null when none can be read.</summary>
    internal static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
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
            return Clamp(seconds >= MaxRetryAfter.TotalSeconds ? MaxRetryAfter : seconds <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds));
        }

        return RetryConditionHeaderValue.TryParse(value, out var condition) && condition.Date is { } date ? Clamp(date - now) : null;
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < MinRetryAfter ? MinRetryAfter : wait > MaxRetryAfter ? MaxRetryAfter : wait;
}
