using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>What a platform's answer makes of a delivery row. Pure.</summary>
internal static class DeliveryAnswers
{
    private const string ConnectFailed = "connect_failed";

    /// <summary>The row after the answer.</summary>
    public static DeliveryRow After(DeliveryRow sent, SendResult result, ConnectorCapabilities can, DateTimeOffset now) => result switch
    {
        SendResult.Acknowledged a => sent with { State = StateOf(Capped(a.Level, can)), Reason = null },
        SendResult.Retry r => sent with { State = DeliveryState.RetryWait, DueAt = Due(now, r.After ?? Backoff.After(sent)), Reason = r.Why },

        // Only a platform that applies an id once may be sent the same again without looking; the others are looked at first.
        SendResult.Indeterminate i => sent with { State = DeliveryState.Indeterminate, DueAt = Due(now, Backoff.After(sent)), Reason = i.Why },
        SendResult.Rejected r => sent with { State = DeliveryState.Rejected, Reason = r.Why },
        SendResult.Hold h => sent with { State = DeliveryState.RetryWait, DueAt = Due(now, ConnectorGrain.HoldFor), Reason = h.Why },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What the disclosure log keeps of the answer.</summary>
    public static DisclosureEvent Event(DeliveryRow sent, SendResult result, ConnectorCapabilities can, DateTimeOffset now)
    {
        (ImmutableArray<string> Words, AckLevel Level) answer = result switch
        {
            SendResult.Acknowledged a => (["acknowledged"], Capped(a.Level, can)),

            // "Try again" does not say that nothing happened: an error may come after the effect. Only a connection that never was proves it.
            SendResult.Retry r => (["retry", r.Why], r.Why == ConnectFailed ? AckLevel.Planned : AckLevel.Sent),
            SendResult.Indeterminate i => (["indeterminate", i.Why], AckLevel.Sent),
            SendResult.Rejected r => (["rejected", r.Why], AckLevel.Planned),
            SendResult.Hold h => (["hold", h.Why], AckLevel.Planned),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new DisclosureEvent.AttemptAnswered(now, sent.DeliveryId, sent.PlannedVersion, answer.Words, answer.Level);
    }

    // The store keeps whole microseconds and takes nothing finer; neither a spread wait nor a platform's own date is any.
    private static DateTimeOffset Due(DateTimeOffset now, TimeSpan wait) => (now + wait).InMicroseconds();

    // A platform's plain success is believed up to the protocol's ceiling, whatever it claims.
    private static AckLevel Capped(AckLevel level, ConnectorCapabilities can) => level < can.AckCeiling ? level : can.AckCeiling;

    private static DeliveryState StateOf(AckLevel level) => level switch
    {
        AckLevel.Accepted => DeliveryState.Accepted,
        AckLevel.Applied => DeliveryState.Applied,
        AckLevel.Confirmed => DeliveryState.Confirmed,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
