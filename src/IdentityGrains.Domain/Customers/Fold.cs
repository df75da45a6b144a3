using System.Diagnostics;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;

namespace IdentityGrains.Domain.Customers;

/// <summary>State is the fold of the journal. It reads neither policy nor clock and checks nothing: what was decided is in the events.</summary>
public static class Fold
{
    /// <summary>Raised when the meaning of the fold changes; a snapshot of another fold version is ignored.</summary>
    public const int FoldVersion = 1;

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

    private static Customer Apply(this Customer customer, CustomerEvent happened) => happened switch
    {
        CustomerCreated => customer,
        KeyAttached e => customer with { Keys = customer.Keys.Add(e.Key) },
        FieldAsserted e => customer.With(e.Field, customer.Field(e.Field).Hear(e.Claim).Stand(e.Standing, customer.Version)),
        FieldReevaluated e => customer.With(e.Field, customer.Field(e.Field).Stand(e.Standing, customer.Version)),
        ConsentGranted e => e.Stands ? customer with { Consents = customer.Consents.SetItem(e.Purpose, e.Act) } : customer,
        ConsentWithdrawn e => e.Stands ? customer with { Consents = customer.Consents.SetItem(e.Purpose, e.Act) } : customer,
        ProcessingRestricted => customer with { Restricted = true },
        RestrictionReleased => customer with { Restricted = false },
        _ => throw new UnreachableException($"The fold does not know {happened.GetType().Name}"),
    };

    private static Customer With(this Customer customer, FieldName field, FieldState state) =>
        customer with { Fields = customer.Fields.SetItem(field, state) };

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

        return new FieldState(
            standing.ValueChanged ? version : field.ValueVersion, standing.Winner, standing.Pending, standing.State, live.DrainToImmutable());
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
