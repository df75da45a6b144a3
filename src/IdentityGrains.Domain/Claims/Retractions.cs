using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

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
}
