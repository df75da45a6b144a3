using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Fields;

/// <summary>Resolving fields again without a new claim.</summary>
internal static class Reevaluation
{
    /// <summary>What is new about all known fields: first those that guards read, and then the others with the facts that come of it.</summary>
    public static ImmutableArray<CustomerEvent> OfEverything(Customer customer, Policy policy, DateTimeOffset now)
    {
        var facts = Of(customer, policy, Facts.Of(customer, policy, now), now, f => f.IsFactual);
        var after = facts.IsEmpty ? customer : customer.Apply(facts);
        return [.. facts, .. Of(after, policy, Facts.Of(after, policy, now), now, f => !f.IsFactual)];
    }

    /// <summary>What is new about the fields whose guards may answer otherwise once processing is restricted, or is so no more.</summary>
    public static ImmutableArray<CustomerEvent> OfGuarded(Customer customer, bool restricted, Policy policy, DateTimeOffset now) =>
        Of(customer, policy, Facts.Of(customer, policy, now) with { Restricted = restricted }, now, f => f.IsGuarded);

    /// <summary>What is new about guarded fields because an entry's events change what guards read of the customer.</summary>
    public static ImmutableArray<CustomerEvent> OfWhatFollows(
        Customer customer, ImmutableArray<CustomerEvent> events, Policy policy, DateTimeOffset now)
    {
        var after = customer.Apply(events);
        var facts = Facts.Of(after, policy, now);
        return Facts.Of(customer, policy, now).SameForGuards(facts) ? [] : Of(after, policy, facts, now, f => f.IsGuarded);
    }

    /// <summary>What is new about the known fields that <paramref name="which"/> selects; empty when nothing is.</summary>
    public static ImmutableArray<CustomerEvent> Of(
        Customer customer, Policy policy, SubjectFacts facts, DateTimeOffset now, Func<FieldRule, bool> which)
    {
        var events = ImmutableArray.CreateBuilder<CustomerEvent>();

        // In the order of names, so that the same state gives the same bytes wherever it is decided.
        foreach (var (name, state) in customer.Fields)
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
