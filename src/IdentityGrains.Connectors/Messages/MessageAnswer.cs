using System.Globalization;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Messages;

/// <summary>What a gateway's answer proves of a message, by its status and by nothing else; and what it proves that there is none.</summary>
internal static class MessageAnswer
{
    /// <summary>The end of an attempt that was answered.</summary>
    public static MessageEnd Classify(HttpResponseMessage answer, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        var why = string.Create(CultureInfo.InvariantCulture, $"http_{status}");
        return status switch
        {
            >= 200 and <= 299 => new MessageEnd.Sent(),
            // A wrong or lost key is ours to mend, and the message is still the customer's.
            401 or 403 or 408 or 425 or 429 => new MessageEnd.Retry(why, WebhookAnswer.RetryAfter(answer.Headers, now)),
            >= 400 and <= 499 => new MessageEnd.Refused(why),
            // Redirects too: they are not followed, and they say nothing about this message. It is over soon enough.
            _ => new MessageEnd.Retry(why, WebhookAnswer.RetryAfter(answer.Headers, now)),
        };
    }

    /// <summary>The end of an attempt without an answer: whether it arrived or not, it may be sent again under the same id.</summary>
    public static MessageEnd Classify(Exception failure, bool started) => WebhookFailure.Classify(failure, started) switch
    {
        SendResult.Hold hold => new MessageEnd.Retry(hold.Why, null),
        SendResult.Indeterminate unknown => new MessageEnd.Retry(unknown.Why, null),
        SendResult.Retry retry => new MessageEnd.Retry(retry.Why, retry.After),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
