using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Verifications;

/// <summary>When a contact point that is current is to be confirmed once more: its time has come, or a grant waits there.</summary>
internal static class AskingAgain
{
    /// <summary>The next instant at which <see cref="Consequences"/> may have something to say of this contact point.</summary>
    public static DateTimeOffset? NextInstant(FieldState field, ContactVerification verification, VerificationRule rule)
    {
        if (verification.Running is { } running)
        {
            return running.EndsAt;
        }

        if (ToAskAgain(field, verification) is not { } current || rule.ReverifyAfter >= DateTimeOffset.MaxValue - current.ObservedAt - Instants.Step)
        {
            return null;
        }

        var due = current.ObservedAt + rule.ReverifyAfter;
        return CodeLimits.NextAfter(verification) is { } allowed && allowed > due ? allowed : due;
    }

    /// <summary>The code that is due now; none when none is.</summary>
    public static CustomerEvent[] Now(
        FieldName name, VerificationRule how, ImmutableArray<CustomerEvent> events, Customer after, Policy policy, DateTimeOffset now) =>
        after.Field(name).Current is not { Value.IsBlank: false } current ? []
        : ToAskAgain(after.Field(name), after.Verification(name)) == current && now - current.ObservedAt > how.ReverifyAfter
            ? Codes.Start(name, how, current.Id, now)
        : IsToOptIn(name, events, after, policy) ? Codes.Start(name, how, null, now)
        : [];

    // A code that was on its way when the grant came stays good for what its message named; the grant is asked for as soon as it came back.
    private static bool IsToOptIn(FieldName name, ImmutableArray<CustomerEvent> events, Customer after, Policy policy)
    {
        var waiting = DoubleOptIn.WaitingAt(name, after, policy).ToArray();
        return waiting.Length > 0 && events.Any(e => e switch
        {
            ContactConfirmed confirmed => confirmed.Field == name,
            ConsentGranted { Stands: true } granted => waiting.Contains(granted.Purpose),
            GuardianConsentGranted { Stands: true } granted => waiting.Contains(granted.Purpose),
            _ => false,
        });
    }

    private static Claim? ToAskAgain(FieldState field, ContactVerification verification) =>
        field is { Current: { Verified: true, Value.IsBlank: false } current, Pending: null } && verification.Reasked != current.Id ? current : null;
}
