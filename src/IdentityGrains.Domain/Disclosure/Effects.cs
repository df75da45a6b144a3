using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Events;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>What an entry sets in motion beyond the customer.</summary>
/// <param name="Narrows">True when it takes a permission away, so that older projections must not be sent any more.</param>
/// <param name="Lane">
/// How urgently the customer must be planned again; null when neither a projection nor what somebody has to look at can have changed.
/// </param>
/// <param name="Changed">Names of what changed, for the feed; never a value.</param>
public sealed record Effects(bool Narrows, Lane? Lane, ImmutableArray<string> Changed)
{
    /// <summary>Compares the customer before and after an entry.</summary>
    public static Effects Of(Customer before, Customer after, ImmutableArray<CustomerEvent> events, Policy policy, DateTimeOffset now)
    {
        var narrows = events.Any(e => MayNarrow(e, before, policy)) && LosesPermission(before, after, events, policy, now);
        var lane = narrows ? Disclosure.Lane.Withdrawal : events.Select(e => LaneOf(e, before, after, policy)).Min();
        return new Effects(narrows, lane, [.. events.SelectMany(e => EventTypes.NamesOf(e)).Distinct()]);
    }

    // Asked first because it is cheap: most entries are fields of which no permission depends.
    private static bool MayNarrow(CustomerEvent happened, Customer before, Policy policy) => happened switch
    {
        ConsentWithdrawn e => e.Stands,
        ConsentGranted e => e.Stands,
        GuardianConsentGranted e => e.Stands,
        GuardianConsentWithdrawn e => e.Stands,
        ContactDoubted e => e.Stands,
        SignalReceived e => e.Gpc == true,
        ProcessingRestricted => true,
        FieldAsserted e => Narrowing(e.Field, e.Standing, before, policy),
        FieldReevaluated e => Narrowing(e.Field, e.Standing, before, policy),
        ClaimsRetracted e => e.Standing.ValueChanged || Narrowing(e.Field, e.Standing, before, policy),
        ContactConfirmed e => Narrowing(e.Field, e.Standing, before, policy),
        _ => false,
    };

    private static bool Narrowing(FieldName field, FieldStanding standing, Customer before, Policy policy) =>
        (standing.ValueChanged && policy.Fields.TryGetValue(field, out var rule) && (rule.IsFactual || rule.Verification is not null))
        || (before.Field(field).State == VerificationState.Verified && standing.State != VerificationState.Verified);

    private static bool LosesPermission(
        Customer before, Customer after, ImmutableArray<CustomerEvent> events, Policy policy, DateTimeOffset now)
    {
        var (was, isNow) = (Facts.Of(before, policy, now), Facts.Of(after, policy, now));
        return (isNow.Restricted && !was.Restricted)
            || was.States.Any(s => s.Value == VerificationState.Verified && isNow.States.GetValueOrDefault(s.Key) != VerificationState.Verified)
            || policy.Purposes.Keys.Any(p => Permission.Of(p, was, policy).Permitted && !Permission.Of(p, isNow, policy).Permitted)
            || events.Any(e => e is ClaimsRetracted taken && IsTakenBack(taken.Field, before, after))
            || policy.Fields.Values.Any(f => f.Verification is not null && LosesOptIn(f, (before, was), (after, isNow), policy));
    }

    // Its own source may clear a value. What was rolled back or undone was never to be told.
    private static bool IsTakenBack(FieldName field, Customer before, Customer after) => !before.Field(field).Value.IsBlank && after.Field(field).Value.IsBlank;

    // The purpose stays permitted, and the contact point may not be told for it any more before a code confirmed the grant there.
    private static bool LosesOptIn(FieldRule rule, (Customer Customer, SubjectFacts Facts) was, (Customer Customer, SubjectFacts Facts) isNow, Policy policy) =>
        !was.Customer.Field(rule.Name).Value.IsBlank
        && policy.Purposes.Values.Any(p => p.DoubleOptIn
            && Permission.Of(p.Name, was.Facts, policy).Permitted && !DoubleOptIn.IsMissing(p.Name, rule, was.Customer, was.Facts, policy)
            && DoubleOptIn.IsMissing(p.Name, rule, isNow.Customer, isNow.Facts, policy));

    private static Lane? LaneOf(CustomerEvent happened, Customer before, Customer after, Policy policy) => happened switch
    {
        FieldAsserted e => LaneOf(e.Field, e.Standing, before, after, policy),
        FieldReevaluated e => LaneOf(e.Field, e.Standing, before, after, policy),
        ClaimsRetracted e => LaneOf(e.Field, e.Standing, before, after, policy),
        ContactConfirmed e => LaneOf(e.Field, e.Standing, before, after, policy),
        ConsentGranted { Stands: true } or ConsentWithdrawn { Stands: true } => Disclosure.Lane.Ordinary,
        GuardianConsentGranted { Stands: true } or GuardianConsentWithdrawn { Stands: true } => Disclosure.Lane.Ordinary,
        ContactDoubted { Stands: true } or OptInConfirmed or SignalReceived { Gpc: not null } => Disclosure.Lane.Ordinary,
        ProcessingRestricted => Disclosure.Lane.Withdrawal,
        RestrictionReleased => Disclosure.Lane.Ordinary,
        _ => null,
    };

    private static Lane? LaneOf(FieldName field, FieldStanding standing, Customer before, Customer after, Policy policy)
    {
        var known = before.Field(field);
        if (standing.ValueChanged)
        {
            return known.Value.IsBlank ? Disclosure.Lane.Ordinary : Disclosure.Lane.Correction;
        }

        // No platform is told of a claim that lost; somebody may have to look at it, and he has days.
        return standing.State != known.State ? Disclosure.Lane.Ordinary
            : Troubles(known).SequenceEqual(Troubles(after.Field(field))) ? null
            : Disclosure.Lane.Backfill;

        ImmutableArray<ClaimTrouble> Troubles(FieldState state) => ClaimTroubles.Of(field, state.Live, state.Current, policy);
    }
}
