using System.Globalization;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Reading;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>What HubSpot's answers mean as such.</summary>
internal static class HubSpotAnswers
{
    private const string Daily = "DAILY";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>What the reply proves of every input; null for a success. A locked record and an account on the move pass by themselves.</summary>
    public static SendResult? Class(Reply reply) => Passing(reply) ?? ReplyClass.Of(reply);

    /// <summary>What the reply means for a reading; null for a success.</summary>
    public static ReadAnswer? OfReading(Reply reply) =>
        Passing(reply) is { } later ? new ReadAnswer.NotNow(later.Why, later.After) : ReplyClass.OfReading(reply);

    /// <summary>True when HubSpot says that there is no such record. A 404 of somebody else, such as a wrong address, says nothing of records.</summary>
    public static bool IsNotFound(Reply reply) =>
        reply is Reply.Answered { Status: 404 } answer && HubSpotError.Of(answer.Body).Category == HubSpotError.NotFound;

    /// <summary>What is left of the ten seconds or of the day, whichever is used up first.</summary>
    public static RateReading? RateOf(Reply reply)
    {
        if (reply is not Reply.Answered answer)
        {
            return null;
        }

        var milliseconds = RateHeaders.Number(answer.Headers, "X-HubSpot-RateLimit-Interval-Milliseconds");
        var window = milliseconds is { } ms ? TimeSpan.FromMilliseconds(Math.Min(ms, (long)RetryAfter.Max.TotalMilliseconds)) : Window;
        var soon = RateHeaders.OfWindow(reply, "X-HubSpot-RateLimit-Remaining", window);
        var today = RateHeaders.OfWindow(reply, "X-HubSpot-RateLimit-Daily-Remaining", RetryAfter.Max);
        return soon is null || today?.Remaining < soon.Remaining ? today : soon;
    }

    // The policy that was broken says how long, where no header does: ten seconds, or until midnight somewhere.
    private static SendResult.Retry? Passing(Reply reply) => reply switch
    {
        Reply.Answered { Status: 429 } many => new SendResult.Retry(many.Why, many.RetryAfter ?? (Policy(many) == Daily ? RetryAfter.Max : Window)),
        Reply.Answered { Status: 423 } locked => new SendResult.Retry(locked.Why, locked.RetryAfter),
        Reply.Answered { Status: 477 } moving => new SendResult.Retry(moving.Why, moving.RetryAfter ?? RetryAfter.Max),
        _ => null,
    };

    private static string? Policy(Reply.Answered answer) =>
        JsonBody.Read(answer.Body, j => j.Member("policyName").Text()?.ToUpper(CultureInfo.InvariantCulture), null);
}
