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
        : WasGranted(events, DoubleOptIn.WaitingAt(name, after, policy)) ? Codes.Start(name, how, null, now)
        : [];

    /// <summary>True when the entry grants one of these purposes.</summary>
    public static bool WasGranted(ImmutableArray<CustomerEvent> events, IEnumerable<PurposeName> opened) =>
        events.Any(e => e is ConsentGranted { Stands: true } own ? opened.Contains(own.Purpose)
            : e is GuardianConsentGranted { Stands: true } guardians && opened.Contains(guardians.Purpose));

    private static Claim? ToAskAgain(FieldState field, ContactVerification verification) =>
        field is { Current: { Verified: true, Value.IsBlank: false } current, Pending: null } && verification.Reasked != current.Id ? current : null;
}
