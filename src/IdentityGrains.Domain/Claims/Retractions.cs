using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Claims;

/// <summary>Taking claims out of what counts, and putting earlier ones back.</summary>
internal static class Retractions
{
    /// <summary>At a source's request.</summary>
    public static ClaimsRetracted Of(
        Asked asked, FieldName field, RetractionGround ground, ImmutableArray<ClaimId> retracted, ImmutableArray<Claim> restored) =>
        Of(asked.Customer, field, ground, asked.Source.Name, retracted, restored, asked.Policy, asked.Now);

    /// <summary>Also without anybody asking.</summary>
    public static ClaimsRetracted Of(
        Customer customer, FieldName field, RetractionGround ground, SourceName? by, ImmutableArray<ClaimId> retracted,
        ImmutableArray<Claim> restored, Policy policy, DateTimeOffset now)
    {
        var (state, rule, facts) = (customer.Field(field), policy.Fields[field], Facts.Of(customer, policy, now));
        return new ClaimsRetracted(field, ground, by, restored, Standing.Without(state, retracted, restored, rule, facts, now));
    }

    /// <summary>
    /// At a source's request, and earlier claims count again as twins. What is put back is as doubtful as it was: a doubt is repeated of the twin, because only
    /// a code ends a doubt.
    /// </summary>
    /// <param name="asked">Who asks.</param>
    /// <param name="field">Of which field.</param>
    /// <param name="ground">Why.</param>
    /// <param name="retracted">The claims that count no more.</param>
    /// <param name="originals">The earlier claims.</param>
    /// <param name="first">The place of the first twin among the entry's claims.</param>
    public static ImmutableArray<CustomerEvent> Restoring(
        Asked asked, FieldName field, RetractionGround ground, ImmutableArray<ClaimId> retracted, ImmutableArray<Claim> originals, int first)
    {
        ImmutableArray<Claim> twins = [.. originals.Select((c, i) => c with { Id = new ClaimId(asked.NextVersion, first + i) })];
        var customer = asked.Customer;
        var state = customer.Field(field);

        // What is doubted may be a twin itself, and what comes back the claim that it was made of.
        var known = state.Find(state.Doubted);
        if (originals.FirstOrDefault(c => c.Id == state.Doubted || (known is not null && SaysTheSame(c, known))) is not { } doubted)
        {
            return [Of(customer, field, ground, asked.Source.Name, retracted, twins, asked.Policy, asked.Now)];
        }

        var again = new ContactDoubted(field, twins[originals.IndexOf(doubted)].Id, asked.Source.Name, doubted.ObservedAt, asked.Proof, Stands: true);
        customer = customer with { Fields = customer.Fields.SetItem(field, state with { Doubted = again.Claim }) };
        return [again, Of(customer, field, ground, asked.Source.Name, retracted, twins, asked.Policy, asked.Now)];
    }

    private static bool SaysTheSame(Claim left, Claim right) =>
        left.SharesKeyWith(right) && left.ObservedAt == right.ObservedAt && left.Verified == right.Verified && left.Value == right.Value;
}
