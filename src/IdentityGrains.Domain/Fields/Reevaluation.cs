using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Fields;

/// <summary>Resolving fields again without a new claim.</summary>
internal static class Reevaluation
{
    /// <summary>What is new about the known fields that <paramref name="which"/> selects; empty when nothing is.</summary>
    public static ImmutableArray<CustomerEvent> Of(
        Customer customer, Policy policy, SubjectFacts facts, DateTimeOffset now, Func<FieldRule, bool> which)
    {
        var events = ImmutableArray.CreateBuilder<CustomerEvent>();

        // In the order of names, so that the same state gives the same bytes wherever it is decided.
        foreach (var (name, state) in customer.Fields.OrderBy(f => f.Key.Value, StringComparer.Ordinal))
        {
            // A field that the policy dropped keeps what it said; no mapping names it, so it is told to nobody.
            if (policy.Fields.TryGetValue(name, out var rule) && which(rule))
            {
                var standing = Standing.Again(state, rule, facts, now);
                if (!standing.SaysNothingNew(state))
                {
                    events.Add(new FieldReevaluated(name, standing));
                }
            }
        }

        return events.DrainToImmutable();
    }
}
