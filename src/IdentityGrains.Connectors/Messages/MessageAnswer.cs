using IdentityGrains.Connectors.Outbound;

namespace IdentityGrains.Connectors.Messages;

/// <summary>What a gateway's answer proves of a message, by its status and by nothing else; and what it proves that there is none.</summary>
internal static class MessageAnswer
{
    /// <summary>The end of an attempt. Without an answer, whether it arrived or not, it may be sent again under the same id.</summary>
    public static MessageEnd Classify(Reply reply) => reply switch
    {
        Reply.Answered answered => Classify(answered),
        Reply.Failed failed => new MessageEnd.Retry(failed.Why, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static MessageEnd Classify(Reply.Answered answered) => answered.Status switch
    {
        >= 200 and <= 299 => new MessageEnd.Sent(),
        // A wrong or lost key is ours to mend, and the message is still the customer's.
        401 or 403 or 408 or 425 or 429 => new MessageEnd.Retry(answered.Why, answered.RetryAfter),
        >= 400 and <= 499 => new MessageEnd.Refused(answered.Why),
        // Redirects too: they are not followed, and they say nothing about this message. It is over soon enough.
        _ => new MessageEnd.Retry(answered.Why, answered.RetryAfter),
    };
}
