using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Reading;

/// <summary>Tells events in names.</summary>
public static class JournalReading
{
    /// <summary>What happened, without what was said.</summary>
    public static JournalChange Tell(CustomerEvent happened) => happened switch
    {
        FieldAsserted e => new(NameOf(e), e.Field.Value, e.Claim.Source, e.Claim.ObservedAt, e.Claim.Proof,
            OutcomeIn(e.Standing, e.Claim.Id), e.Standing.ValueChanged),
        FieldReevaluated e => new(NameOf(e), e.Field.Value, null, null, null, null, e.Standing.ValueChanged),
        ContactConfirmed e => new(NameOf(e), e.Field.Value, e.By, e.Claim.ObservedAt, e.Claim.Proof,
            OutcomeIn(e.Standing, e.Claim.Id), e.Standing.ValueChanged),
        ClaimsRetracted e => new(NameOf(e), e.Field.Value, e.By, null, null, null, e.Standing.ValueChanged),
        ContactDoubted e => new(NameOf(e), e.Field.Value, e.By, e.ObservedAt, e.Proof, null, false),
        VerificationStarted e => new(NameOf(e), e.Field.Value, null, null, null, null, false),
        CodeIssued e => new(NameOf(e), e.Field.Value, null, null, null, null, false),
        CodeRejected e => new(NameOf(e), e.Field.Value, e.By, null, null, null, false),
        VerificationEnded e => new(NameOf(e), e.Field.Value, null, null, null, null, false),
        SignalReceived e => new(NameOf(e), Words.Of(e.Signal.Kind), e.Signal.Source, e.Signal.ObservedAt, e.Signal.Proof, null, false),
        ConsentGranted e => Tell(e, e.Purpose, e.Act),
        ConsentWithdrawn e => Tell(e, e.Purpose, e.Act),
        GuardianConsentGranted e => Tell(e, e.Purpose, e.Act),
        GuardianConsentWithdrawn e => Tell(e, e.Purpose, e.Act),
        OptInConfirmed e => new(NameOf(e), e.OptIn.Purpose.Value, null, null, null, null, false),
        KeyAttached e => new(NameOf(e), e.Key.Source.Value, e.Key.Source, null, null, null, false),
        CustomerCreated e => new(NameOf(e), null, e.By, null, null, null, false),
        ProcessingRestricted e => new(NameOf(e), null, e.By, null, e.Proof, null, false),
        RestrictionReleased e => new(NameOf(e), null, e.By, null, e.Proof, null, false),
        _ => new(NameOf(happened), null, null, null, null, null, false),
    };

    /// <summary>What became of each field that an entry asserted: the receipt's part that is rebuilt from the record.</summary>
    public static ImmutableArray<FieldOutcome> Outcomes(ImmutableArray<CustomerEvent> events) =>
    [
        .. events.OfType<FieldAsserted>().Select(e => new FieldOutcome(e.Field, OutcomeIn(e.Standing, e.Claim.Id), e.Standing.ValueChanged)),
        .. events.OfType<ContactConfirmed>().Select(e => new FieldOutcome(e.Field, OutcomeIn(e.Standing, e.Claim.Id), e.Standing.ValueChanged)),
    ];

    /// <summary>True when the entry keeps that a wrong code was brought.</summary>
    public static bool HasRejectedCode(ImmutableArray<CustomerEvent> events) => events.Any(e => e is CodeRejected);

    // A claim that takes the field over with the same value says what was said before.
    private static Outcome OutcomeIn(FieldStanding standing, ClaimId claim)
    {
        var outcome = standing.Changed.First(c => c.Claim == claim).Outcome;
        return outcome == Outcome.Winner && !standing.ValueChanged ? Outcome.Corroborates : outcome;
    }

    private static JournalChange Tell(CustomerEvent happened, PurposeName purpose, ConsentAct act) =>
        new(NameOf(happened), purpose.Value, act.Source, act.ObservedAt, act.Proof, null, false);

    private static string NameOf(CustomerEvent happened) => EventNames.Of(happened.GetType());
}
