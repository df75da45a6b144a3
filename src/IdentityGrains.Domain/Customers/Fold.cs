using System.Diagnostics;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Customers;

/// <summary>State is the fold of the journal. It reads neither policy nor clock and checks nothing: what was decided is in the events.</summary>
public static class Fold
{
    /// <summary>Raised when the meaning of the fold changes; a snapshot of another fold version is ignored.</summary>
    public const int FoldVersion = 3;

    /// <summary>The customer after one more entry.</summary>
    public static Customer Apply(this Customer customer, ImmutableArray<CustomerEvent> entry)
    {
        var next = customer with { Version = customer.Version + 1 };
        foreach (var happened in entry)
        {
            next = next.Apply(happened);
        }

        return next;
    }

    /// <summary>The customer's keys after one more entry: those of <see cref="Apply(Customer, ImmutableArray{CustomerEvent})"/>, without the rest.</summary>
    public static ImmutableArray<NativeKey> Keys(ImmutableArray<NativeKey> before, ImmutableArray<CustomerEvent> entry)
    {
        var keys = before;
        foreach (var happened in entry)
        {
            keys = happened is KeyAttached e ? keys.Add(e.Key) : keys;
        }

        return keys;
    }

    private static Customer Apply(this Customer customer, CustomerEvent happened) => happened switch
    {
        CustomerCreated => customer,
        KeyAttached e => customer with { Keys = customer.Keys.Add(e.Key) },
        FieldAsserted e => customer.With(e.Field, customer.Field(e.Field).Hear(e.Claim).Stand(e.Standing, customer.Version)),
        FieldReevaluated e => customer.With(e.Field, customer.Field(e.Field).Stand(e.Standing, customer.Version)),
        ConsentGranted e => e.Stands ? customer with { Consents = customer.Consents.SetItem(e.Purpose, e.Act) } : customer,
        ConsentWithdrawn e => e.Stands ? customer.Without(e.Purpose) with { Consents = customer.Consents.SetItem(e.Purpose, e.Act) } : customer,
        GuardianConsentGranted e => e.Stands ? customer with { GuardianConsents = customer.GuardianConsents.SetItem(e.Purpose, e.Act) } : customer,
        GuardianConsentWithdrawn e => e.Stands
            ? customer.Without(e.Purpose) with { GuardianConsents = customer.GuardianConsents.SetItem(e.Purpose, e.Act) }
            : customer,
        OptInConfirmed e => customer with { OptIns = customer.OptIns.RemoveAll(o => o.Purpose == e.OptIn.Purpose && o.Field == e.OptIn.Field).Add(e.OptIn) },
        ProcessingRestricted => customer with { Restricted = true },
        RestrictionReleased => customer with { Restricted = false },
        ClaimsRetracted e => customer.With(e.Field, customer.Field(e.Field).Hear(e.Restored).Stand(e.Standing, customer.Version)),
        ContactConfirmed e => customer.With(e.Field, customer.Field(e.Field).Hear(e.Claim).Stand(e.Standing, customer.Version))
            .With(e.Field, customer.Verification(e.Field).Confirm(e, customer.Field(e.Field))),
        ContactDoubted e => e.Stands
            ? customer.With(e.Field, customer.Field(e.Field) with { Doubted = e.Claim, State = VerificationState.Suspect })
            : customer,
        SignalReceived e => customer with { Signals = customer.Signals.With(e.Signal), Gpc = e.Gpc ?? customer.Gpc },
        VerificationStarted e => customer.With(e.Field, customer.Verification(e.Field).Start(e, customer.Version)),
        CodeIssued e => customer.With(e.Field, customer.Verification(e.Field).Issue(e)),
        CodeRejected e => customer.With(e.Field, customer.Verification(e.Field).Reject()),
        VerificationEnded e => customer.With(e.Field, customer.Verification(e.Field).End(e.Why, customer.Field(e.Field))),
        _ => throw new UnreachableException($"The fold does not know {happened.GetType().Name}"),
    };

    private static Customer With(this Customer customer, FieldName field, FieldState state) =>
        customer with { Fields = customer.Fields.SetItem(field, state) };

    private static Customer With(this Customer customer, FieldName field, ContactVerification verification) =>
        customer with { Verifications = customer.Verifications.SetItem(field, verification) };

    // A purpose that was withdrawn must be confirmed anew when it is granted again.
    private static Customer Without(this Customer customer, PurposeName purpose) =>
        customer with { OptIns = customer.OptIns.RemoveAll(o => o.Purpose == purpose) };

    private static FieldState Hear(this FieldState field, ImmutableArray<Claim> claims) =>
        claims.Aggregate(field, static (state, claim) => state.Hear(claim));

    // The outcome is a placeholder for the length of one call: the standing that comes with the claim always names its outcome.
    private static FieldState Hear(this FieldState field, Claim claim) =>
        field with { Live = field.Live.Add(new JudgedClaim(claim, Outcome.Superseded)) };

    private static FieldState Stand(this FieldState field, FieldStanding standing, long version)
    {
        var live = ImmutableArray.CreateBuilder<JudgedClaim>(field.Live.Length);
        foreach (var judged in field.Live)
        {
            if (!standing.Ended.Contains(judged.Claim.Id))
            {
                live.Add(standing.OutcomeOf(judged.Claim.Id) is { } outcome ? judged with { Outcome = outcome } : judged);
            }
        }

        return field with
        {
            ValueVersion = standing.ValueChanged ? version : field.ValueVersion,
            Winner = standing.Winner,
            Pending = standing.Pending,
            State = standing.State,
            Live = live.DrainToImmutable(),
        };
    }

    private static Outcome? OutcomeOf(this FieldStanding standing, ClaimId claim)
    {
        foreach (var changed in standing.Changed)
        {
            if (changed.Claim == claim)
            {
                return changed.Outcome;
            }
        }

        return null;
    }
}
