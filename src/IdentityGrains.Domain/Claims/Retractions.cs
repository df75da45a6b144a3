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
    /// What is put back is as doubtful as it was: where the twin of a claim that could not be reached is current, the doubt is repeated of it. Only a code
    /// ends a doubt.
    /// </summary>
    /// <param name="asked">Who puts it back.</param>
    /// <param name="retracted">The event that does.</param>
    /// <param name="originals">The claims whose twins are restored, in the event's order.</param>
    public static IEnumerable<CustomerEvent> Doubt(Asked asked, ClaimsRetracted retracted, ImmutableArray<ClaimId> originals)
    {
        var doubted = asked.Customer.Field(retracted.Field).Doubted;
        return retracted.Restored.Zip(originals)
            .Where(twin => twin.Second == doubted && twin.First.Id == retracted.Standing.Winner)
            .Select(twin => new ContactDoubted(retracted.Field, twin.First.Id, asked.Source.Name, twin.First.ObservedAt, asked.Proof, Stands: true));
    }
}
