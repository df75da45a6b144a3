namespace IdentityGrains.Connectors.Outbound;

/// <summary>What an answer means by its status alone, the same for every protocol: the table of error classes.</summary>
public static class ReplyClass
{
    /// <summary>
    /// What the reply proves of every delivery of the request; null for a success, of which only the protocol knows what it proves. A platform for which
    /// the same delivery twice has two effects cannot be asked again after a 5xx.
    /// </summary>
    public static SendResult? Of(Reply reply, bool deduplicates = true) => reply switch
    {
        Reply.Failed { Forbidden: true } failed => new SendResult.Hold(failed.Why),
        Reply.Failed { Started: true } failed => new SendResult.Indeterminate(failed.Why),
        Reply.Failed failed => new SendResult.Retry(failed.Why, null) { TookNoEffect = true },
        Reply.Answered { IsSuccess: true } => null,
        Reply.Answered answered => Of(answered, deduplicates),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static SendResult Of(Reply.Answered answered, bool deduplicates) => answered.Status switch
    {
        401 or 403 or 410 => new SendResult.Hold(answered.Why),
        408 or 425 or 429 => new SendResult.Retry(answered.Why, answered.RetryAfter),
        >= 500 and <= 599 when deduplicates => new SendResult.Retry(answered.Why, answered.RetryAfter),
        >= 500 and <= 599 => new SendResult.Indeterminate(answered.Why),
        // Redirects too: a destination that policy did not name gets nothing.
        _ => new SendResult.Rejected(answered.Why),
    };

    /// <summary>What the reply means for a reading; null for a success.</summary>
    public static Reading.ReadAnswer? OfReading(Reply reply) => reply switch
    {
        Reply.Failed { Forbidden: false } failed => new Reading.ReadAnswer.NotNow(failed.Why, null),
        Reply.Failed failed => new Reading.ReadAnswer.Refused(failed.Why),
        Reply.Answered { IsSuccess: true } => null,
        Reply.Answered { Status: 408 or 425 or 429 or (>= 500 and <= 599) } busy => new Reading.ReadAnswer.NotNow(busy.Why, busy.RetryAfter),
        Reply.Answered refused => new Reading.ReadAnswer.Refused(refused.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
