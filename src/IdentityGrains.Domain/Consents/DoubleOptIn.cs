using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Consents;

/// <summary>
/// Where the policy says <c>doubleOptIn</c> and the purpose rests on a grant, the grant must be confirmed at each contact point before that contact point
/// is told of for the purpose. The grant stays with the person: it permits the purpose, and another address needs another confirmation.
/// </summary>
internal static class DoubleOptIn
{
    /// <summary>True when this contact point may not be told for this purpose yet.</summary>
    public static bool IsMissing(PurposeName purpose, FieldRule rule, Customer customer, SubjectFacts facts, Policy policy) =>
        rule.Verification is not null
        && policy.Purposes.TryGetValue(purpose, out var known) && known.DoubleOptIn
        && IsChannel(rule.Name, purpose, policy)
        && Permission.RestsOnGrant(purpose, facts, policy)
        && !customer.OptIns.Contains(new OptIn(purpose, rule.Name, customer.Field(rule.Name).ValueVersion));

    /// <summary>
    /// The purposes that the confirmation of a value of this contact point opens: granted by the customer or the guardian, in need of a double opt-in, and told
    /// of through it.
    /// </summary>
    public static IEnumerable<PurposeName> OpenedBy(FieldName field, Customer customer, Policy policy) =>
        policy.Purposes.Values
            .Where(p => p.DoubleOptIn && Grants(p.Name, customer).Any() && IsChannel(field, p.Name, policy))
            .Select(p => p.Name)
            .OrderBy(p => p.Value, StringComparer.Ordinal);

    /// <summary>
    /// As <see cref="OpenedBy"/>, of a verification under way: its messages name what was granted when it began, and no code opens more than that.
    /// </summary>
    public static IEnumerable<PurposeName> NamedBy(RunningVerification running, Customer customer, Policy policy) =>
        OpenedBy(running.Id.Field, customer, policy)
            .Where(purpose => Grants(purpose, customer).Any(act => act.RecordedAtVersion <= running.Id.Version));

    /// <summary>As <see cref="OpenedBy"/>, without those that were confirmed for the current value.</summary>
    public static IEnumerable<PurposeName> WaitingAt(FieldName field, Customer customer, Policy policy) =>
        OpenedBy(field, customer, policy)
            .Where(purpose => !customer.OptIns.Contains(new OptIn(purpose, field, customer.Field(field).ValueVersion)));

    private static IEnumerable<ConsentAct> Grants(PurposeName purpose, Customer customer) =>
        new[] { customer.Consents.GetValueOrDefault(purpose), customer.GuardianConsents.GetValueOrDefault(purpose) }
            .OfType<ConsentAct>().Where(act => act.Stance == Stance.Granted);

    // A contact point that no platform gets for the purpose is no way to reach the customer for it.
    private static bool IsChannel(FieldName field, PurposeName purpose, Policy policy) =>
        policy.Platforms.Values.Any(p => p.Mapping(field) is { } mapped && mapped.Purposes.Contains(purpose));
}
