using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Grains.Delivery.Pace;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>What a platform's answer makes of a delivery row. Pure.</summary>
internal static class DeliveryAnswers
{
    /// <summary>The first word of an attempt whose request may have begun after its permit was over.</summary>
    public const string LateSend = "late_send";

    /// <summary>The row after the answer.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="result">What came back.</param>
    /// <param name="can">What the protocol's success proves at most.</param>
    /// <param name="confirm">How copies are confirmed; null for not at all.</param>
    /// <param name="news">What it told the platform that this did not know.</param>
    /// <param name="now">Now.</param>
    public static DeliveryRow After(
        DeliveryRow sent, SendResult result, ConnectorCapabilities can, ConfirmPlan? confirm, ImmutableArray<FieldName> news, DateTimeOffset now) =>
        result switch
        {
            SendResult.Acknowledged a => Confirming.Begin(sent with { Reason = null }, Capped(a.Level, can, confirm), confirm, news, now),
            SendResult.Retry r => sent with { State = DeliveryState.RetryWait, DueAt = Due(now, r.After ?? Backoff.After(sent)), Reason = r.Why },

            // Only a platform that applies an id once may be sent the same again without looking; the others are looked at first.
            SendResult.Indeterminate i => sent with { State = DeliveryState.Indeterminate, DueAt = Due(now, Backoff.After(sent)), Reason = i.Why },
            SendResult.Rejected r => sent with { State = DeliveryState.Rejected, Reason = r.Why },
            SendResult.Hold h => sent with { State = DeliveryState.RetryWait, DueAt = Due(now, PlatformPace.HoldFor), Reason = h.Why },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What the disclosure log keeps of the answer.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="result">What came back.</param>
    /// <param name="refused">Those of its fields that the platform named when it refused it.</param>
    /// <param name="late">True when the request may have begun after its permit was over.</param>
    /// <param name="can">What the protocol's success proves at most.</param>
    /// <param name="confirm">How the policy wants copies confirmed.</param>
    /// <param name="now">Now.</param>
    public static DisclosureEvent Event(
        DeliveryRow sent, SendResult result, ImmutableArray<DisclosedField> refused, bool late, ConnectorCapabilities can, ConfirmPlan? confirm,
        DateTimeOffset now)
    {
        (ImmutableArray<string> Words, AckLevel Level) answer = result switch
        {
            SendResult.Acknowledged a => (["acknowledged"], Capped(a.Level, can, confirm)),

            // "Try again" does not say that nothing happened: an error may come after the effect.
            SendResult.Retry r => (["retry", r.Why], r.TookNoEffect ? AckLevel.Planned : AckLevel.Sent),
            SendResult.Indeterminate i => (["indeterminate", i.Why], AckLevel.Sent),
            SendResult.Rejected r => (["rejected", r.Why], AckLevel.Planned),
            SendResult.Hold h => (["hold", h.Why], AckLevel.Planned),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new DisclosureEvent.AttemptAnswered(
            now, sent.DeliveryId, sent.PlannedVersion, late ? answer.Words.Insert(0, LateSend) : answer.Words, answer.Level)
        {
            Refused = refused,
        };
    }

    // The store keeps whole microseconds and takes nothing finer; neither a spread wait nor a platform's own date is any.
    private static DateTimeOffset Due(DateTimeOffset now, TimeSpan wait) => (now + wait).InMicroseconds();

    // A platform's plain success is believed up to the protocol's ceiling, whatever it claims. That an answer shows what was stored is proof of more only for a
    // policy that takes it for one: a platform may show what it was told.
    private static AckLevel Capped(AckLevel level, ConnectorCapabilities can, ConfirmPlan? confirm) =>
        level < can.AckCeiling || (can.ShowsStored && confirm?.By == ConfirmPlan.ResponseBody) ? level : can.AckCeiling;
}
