using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Events;

/// <summary>
/// Under which types other systems are told of what the journal records. The journal's own names say how an event is stored and get new numbers; a type says
/// what happened, and stays.
/// </summary>
public static class EventTypes
{
    /// <summary>How the types of everything about a contact point's verification begin.</summary>
    public const string OfVerification = "verification.";

    /// <summary>What has no type of its own.</summary>
    public const string Unnamed = "customer.changed";

    /// <summary>Stands between a type and the name of what it is about.</summary>
    public const char Of = ':';

    private const string FieldChanged = "field.changed";
    private const string Recorded = "consent.recorded";
    private const string KeyAttached = "customer.key_attached";

    /// <summary>Every type that somebody may ask for.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "customer.created", KeyAttached, "customer.restricted", "customer.released", Unnamed, FieldChanged, "field.reevaluated",
        "assertion.recorded", "assertion.retracted", "contact.doubted", "verification.started", "verification.code_issued", "verification.code_rejected",
        "verification.confirmed", "verification.superseded", "verification.expired", "verification.revoked", "verification.dropped", "consent.granted",
        "consent.withdrawn", "consent.confirmed", Recorded, "signal.received");

    /// <summary>An event's types, each with the name of what it is about: <c>field.changed:email</c>. Never a value.</summary>
    public static ImmutableArray<string> NamesOf(CustomerEvent happened) => happened switch
    {
        CustomerCreated => ["customer.created"],
        Customers.KeyAttached e => [About(KeyAttached, e.Key.Source)],
        FieldAsserted e => [About(e.Standing.ValueChanged ? FieldChanged : "assertion.recorded", e.Field)],
        FieldReevaluated e => [About(e.Standing.ValueChanged ? FieldChanged : "field.reevaluated", e.Field)],
        ClaimsRetracted e => [About(e.Standing.ValueChanged ? FieldChanged : "assertion.retracted", e.Field)],
        VerificationStarted e => [About("verification.started", e.Field)],
        CodeIssued e => [About("verification.code_issued", e.Field)],
        CodeRejected e => [About("verification.code_rejected", e.Field)],
        ContactConfirmed { Standing.ValueChanged: true } e => [About("verification.confirmed", e.Field), About(FieldChanged, e.Field)],
        ContactConfirmed e => [About("verification.confirmed", e.Field)],
        VerificationEnded e => [About(TypeOf(e.Why), e.Field)],
        ContactDoubted e => [About("contact.doubted", e.Field)],
        ConsentGranted e => [About(e.Stands ? "consent.granted" : Recorded, e.Purpose)],
        ConsentWithdrawn e => [About(e.Stands ? "consent.withdrawn" : Recorded, e.Purpose)],
        GuardianConsentGranted e => [About(e.Stands ? "consent.granted" : Recorded, e.Purpose)],
        GuardianConsentWithdrawn e => [About(e.Stands ? "consent.withdrawn" : Recorded, e.Purpose)],
        OptInConfirmed e => [About("consent.confirmed", e.OptIn.Purpose)],
        SignalReceived => ["signal.received"],
        ProcessingRestricted => ["customer.restricted"],
        RestrictionReleased => ["customer.released"],
        _ => [Unnamed],
    };

    /// <summary>As what the thing that a type is about is told: a field, a purpose or a source; null where there is none.</summary>
    public static string? MemberOf(string type) =>
        type == KeyAttached ? "source"
        : type.StartsWith("consent.", StringComparison.Ordinal) ? "purpose"
        : type.StartsWith("customer.", StringComparison.Ordinal) || type.StartsWith("signal.", StringComparison.Ordinal) ? null
        : "field";

    private static string TypeOf(VerificationEnd why) => why switch
    {
        VerificationEnd.Superseded => "verification.superseded",
        VerificationEnd.Expired => "verification.expired",
        VerificationEnd.Dropped => "verification.dropped",
        _ => "verification.revoked",
    };

    private static string About<T>(string type, T name) => $"{type}{Of}{name}";
}
