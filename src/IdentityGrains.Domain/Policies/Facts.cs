using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Policies;

/// <summary>What the record says of the person, as rules may read it.</summary>
public static class Facts
{
    /// <summary>
    /// The facts of a customer at this moment: region and country from the field of type <c>region</c>, age from the fields classified
    /// <c>age_gate</c>.
    /// </summary>
    public static SubjectFacts Of(Customer customer, Policy policy, DateTimeOffset now) =>
        OfPerson(customer, policy, now) with { States = States(customer) };

    /// <summary>
    /// The same without how far each field is verified, which no permission depends on: it takes a look at everything that is known of the customer, and
    /// would be a tenth of a read.
    /// </summary>
    internal static SubjectFacts OfPerson(Customer customer, Policy policy, DateTimeOffset now)
    {
        var (region, country) = Residence(customer, policy);
        return new SubjectFacts(
            region, country, Ages.Of(customer, policy, now), Stances(customer.Consents, policy, now), Stances(customer.GuardianConsents, policy, now),
            ImmutableDictionary<FieldName, VerificationState>.Empty, customer.Gpc, customer.Restricted);
    }

    /// <summary>
    /// The earliest instant after now at which time alone may change a resolution or a permission: a claim or a consent that ends,
    /// or a birthday that a rule may read. Null when there is none. It may name an instant at which nothing changes, never miss one.
    /// </summary>
    public static DateTimeOffset? NextChange(Customer customer, Policy policy, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var rule in policy.Index.Fading)
        {
            foreach (var judged in customer.Field(rule.Name).Live)
            {
                next = Earlier(next, EndOf(judged.Claim.ObservedAt, rule.ValidFor!.Value), now);
            }
        }

        foreach (var (name, verification) in customer.Verifications)
        {
            if (policy.Fields.GetValueOrDefault(name)?.Verification is { } how)
            {
                next = Earlier(next, AskingAgain.NextInstant(customer.Field(name), verification, how) + Instants.Step, now);
            }
        }

        next = Earlier(next, NextEnd(customer.Consents, policy, now), now);
        next = Earlier(next, NextEnd(customer.GuardianConsents, policy, now), now);
        return Earlier(next, Ages.NextBirthday(customer, policy, now), now);
    }

    private static DateTimeOffset? NextEnd(ImmutableDictionary<PurposeName, ConsentAct> acts, Policy policy, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var (name, act) in acts)
        {
            if (act.Stance == Stance.Granted && LifetimeOf(name, policy) is { } lifetime)
            {
                next = Earlier(next, EndOf(act.ObservedAt, lifetime), now);
            }
        }

        return next;
    }

    private static (RegionName? Region, string? Country) Residence(Customer customer, Policy policy)
    {
        if (ResidenceText(customer, policy) is not { } text)
        {
            return (null, null);
        }

        var country = IsCountryCode(text) ? text : null;
        var named = new RegionName(text);
        if (policy.Regions.TryGetValue(named, out var region))
        {
            // "EU" reads as a country code. A region that lists countries is not one of them, unless it says so.
            var perCountry = region.Minors.PerCountry;
            return (named, perCountry.Count == 0 || perCountry.ContainsKey(text) ? country : null);
        }

        return (country is null ? null : RegionListing(country, policy), country);
    }

    private static string? ResidenceText(Customer customer, Policy policy)
    {
        foreach (var rule in policy.Index.Residences)
        {
            if (customer.Field(rule.Name).Value is FieldValue.Text { IsBlank: false } text)
            {
                return text.Value;
            }
        }

        return null;
    }

    // A country that two regions claim belongs to neither: the strictest then holds.
    private static RegionName? RegionListing(string country, Policy policy)
    {
        RegionName? found = null;
        foreach (var region in policy.Regions.Values)
        {
            if (region.Minors.PerCountry.ContainsKey(country))
            {
                if (found is not null)
                {
                    return null;
                }

                found = region.Name;
            }
        }

        return found;
    }

    private static bool IsCountryCode(string text) => text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);

    private static ImmutableDictionary<PurposeName, Stance> Stances(
        ImmutableDictionary<PurposeName, ConsentAct> acts, Policy policy, DateTimeOffset now)
    {
        if (acts.IsEmpty)
        {
            return ImmutableDictionary<PurposeName, Stance>.Empty;
        }

        var stances = ImmutableDictionary.CreateBuilder<PurposeName, Stance>();
        foreach (var (purpose, act) in acts)
        {
            // Only a grant wears off: an opt-out holds until the customer says otherwise.
            var over = act.Stance == Stance.Granted && LifetimeOf(purpose, policy) is { } lifetime && now - act.ObservedAt > lifetime;
            if (!over)
            {
                stances.Add(purpose, act.Stance);
            }
        }

        return stances.ToImmutable();
    }

    private static ImmutableDictionary<FieldName, VerificationState> States(Customer customer)
    {
        ImmutableDictionary<FieldName, VerificationState>.Builder? states = null;
        foreach (var (name, field) in customer.Fields)
        {
            if (field.State != VerificationState.None)
            {
                (states ??= ImmutableDictionary.CreateBuilder<FieldName, VerificationState>()).Add(name, field.State);
            }
        }

        return states?.ToImmutable() ?? ImmutableDictionary<FieldName, VerificationState>.Empty;
    }

    private static TimeSpan? LifetimeOf(PurposeName purpose, Policy policy) =>
        policy.Purposes.TryGetValue(purpose, out var known) ? known.ConsentTtl : null;

    // The last instant of a lifetime still belongs to it, so the change comes one step of the record's clock later.
    private static DateTimeOffset? EndOf(DateTimeOffset from, TimeSpan lifetime) =>
        lifetime < DateTimeOffset.MaxValue - from - Instants.Step ? from + lifetime + Instants.Step : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? next, DateTimeOffset? candidate, DateTimeOffset now) =>
        candidate > now && (next is null || candidate < next) ? candidate : next;
}
