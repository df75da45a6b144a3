using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Disclosure;

/// <summary>The purposes permitted for one person at one moment, each asked at most once.</summary>
/// <param name="facts">What rules may know of the person.</param>
/// <param name="policy">The policy that decides.</param>
/// <param name="customer">The record; null where only facts are given, as in the policy's own examples.</param>
internal sealed class Permits(SubjectFacts facts, Policy policy, Customer? customer = null)
{
    private readonly Dictionary<PurposeName, PurposeVerdict> _asked = [];

    public SubjectFacts Facts => facts;

    /// <summary>Of a customer as of an instant.</summary>
    public static Permits Of(Customer customer, Policy policy, DateTimeOffset now) => new(Policies.Facts.Of(customer, policy, now), policy, customer);

    public PurposeVerdict Of(PurposeName purpose)
    {
        if (!_asked.TryGetValue(purpose, out var verdict))
        {
            verdict = Permission.Of(purpose, facts, policy);
            _asked.Add(purpose, verdict);
        }

        return verdict;
    }

    /// <summary>True when the grant of a permitted purpose is still to be confirmed at this contact point.</summary>
    public bool AwaitsOptIn(PurposeName purpose, FieldName field) =>
        customer is not null && policy.Fields.TryGetValue(field, out var rule) && DoubleOptIn.IsMissing(purpose, rule, customer, facts, policy);

    /// <summary>
    /// True when the grant of a permitted purpose is still to be confirmed at a contact point that the platform gets for it. One without a value is no way to
    /// anybody while another one has a value.
    /// </summary>
    public bool AwaitsOptIn(PurposeName purpose, Platform platform)
    {
        PlatformField[] points = [.. platform.Fields.Where(
            f => f.Purposes.Contains(purpose) && policy.Fields.TryGetValue(f.Field, out var rule) && rule.Verification is not null)];
        PlatformField[] used = [.. points.Where(p => customer?.Field(p.Field).Value.IsBlank == false)];
        return (used.Length > 0 ? used : points).Any(p => AwaitsOptIn(purpose, p.Field));
    }
}
