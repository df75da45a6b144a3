using System.Globalization;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>What Salesforce's answers mean as such.</summary>
internal static class SalesforceAnswers
{
    private const string LimitHeader = "Sforce-Limit-Info";
    private const string UsageWord = "api-usage=";

    /// <summary>What the reply proves of every record; null for a success. 403 is no wrong credential when the day's calls are used up.</summary>
    public static SendResult? Class(Reply reply) => reply is Reply.Answered { Status: 403 } answer && CodeOf(answer) == "REQUEST_LIMIT_EXCEEDED"
        ? new SendResult.Retry("http_429", answer.RetryAfter ?? RetryAfter.Max)
        : ReplyClass.Of(reply);

    /// <summary>What is left of the day's calls.</summary>
    public static RateReading? RateOf(Reply reply)
    {
        if (reply is not Reply.Answered answer || !answer.Headers.NonValidated.TryGetValues(LimitHeader, out var values))
        {
            return null;
        }

        var usage = values.ToString().Split(',').Select(v => v.Trim()).FirstOrDefault(v => v.StartsWith(UsageWord, StringComparison.Ordinal));
        var parts = usage?[UsageWord.Length..].Split('/');
        return parts is [var used, var limit] && Whole(used) is { } u && Whole(limit) is { } l ? new RateReading(Math.Max(0, l - u), RetryAfter.Max) : null;
    }

    private static string? CodeOf(Reply.Answered answer) =>
        JsonBody.Read(answer.Body, j => j.GetArrayLength() > 0 ? j[0].Member("errorCode").Text() : null, null);

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
