using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Verifications;

/// <summary>What events make of a verification. It checks nothing and reads no clock: everything that was decided is in the events.</summary>
internal static class VerificationFold
{
    public static ContactVerification Start(this ContactVerification before, VerificationStarted started, long version) => before with
    {
        Running = new RunningVerification(new VerificationId(started.Field, version), started.EndsAt, 0, null, 0),
        Reasked = started.Again ?? before.Reasked,
    };

    public static ContactVerification Issue(this ContactVerification before, CodeIssued issued) => before with
    {
        Running = before.Running! with { Codes = issued.Number, CodeExpiresAt = issued.ExpiresAt, AttemptsLeft = issued.Attempts },
        CodesSent = [.. before.CodesSent.Skip(before.CodesSent.Length - ContactVerification.RememberedCodes + 1), issued.IssuedAt],
    };

    public static ContactVerification Reject(this ContactVerification before) =>
        before with { Running = before.Running! with { AttemptsLeft = before.Running.AttemptsLeft - 1 } };

    // What was confirmed without a new value leaves the last change as it is: it can still be undone.
    public static ContactVerification Confirm(this ContactVerification before, ContactConfirmed confirmed, FieldState field) => before with
    {
        Running = null,
        Promotion = confirmed is { Previous: { } previous, UndoUntil: { } until }
            ? new Promotion(before.Running!.Id, previous, [confirmed.Of, confirmed.Claim.Id], until).After(before.Promotion, confirmed.Claim.ObservedAt)
            : before.Promotion?.Again(confirmed, field),
    };

    public static ContactVerification End(this ContactVerification before, VerificationEnd why, FieldState field) =>
        why == VerificationEnd.Undone ? before with { Promotion = before.Promotion?.Undone(field) } : before with { Running = null };
}
