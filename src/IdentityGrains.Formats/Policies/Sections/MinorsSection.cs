using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Values;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>What a region's law says of the young.</summary>
internal sealed class MinorsSection(IReadOnlyDictionary<PurposeName, Purpose> purposes)
{
    private const int Youngest = 1;
    private const int Oldest = 25;

    public MinorRules Read(MappingReader m)
    {
        var minors = new MinorRules(
            Age(m.Required("consentAge")),
            PerCountry(m.Optional("perCountry")),
            m.Optional("jointWithChild")?.Set(v => v.Country()) ?? [],
            m.Optional("selfOptInUntil") is { } until ? Age(until) : null,
            m.Optional("selfOptInPurposes")?.Purposes(purposes) ?? [],
            m.Required("prohibited").Purposes(purposes),
            m.Optional("prohibitedUntil") is { } end ? Age(end) : null,
            m.Optional("separateThirdPartyConsent")?.Flag() ?? false)
        {
            Below = m.Required("below").Word("guardian"),
        };
        if (m.Has("selfOptInUntil") != m.Has("selfOptInPurposes"))
        {
            m.Refuse("self-opt-in-incomplete", "selfOptInUntil and selfOptInPurposes belong together.");
        }

        if (minors.ProhibitedUntil is > 0 and var age && age < minors.ConsentAge)
        {
            m.Refuse("prohibitedUntil", "out-of-range", "A prohibition cannot end below the age of consent.");
        }

        return minors;
    }

    private static int Age(ValueReader value) => value.Whole(Youngest, Oldest);

    private static FrozenDictionary<string, int> PerCountry(ValueReader? countries)
    {
        var ages = new Dictionary<string, int>();
        foreach (var (country, age) in countries?.Pairs(Shape.Region(), "an ISO 3166-1 alpha-2 code") ?? [])
        {
            if (!Countries.Known(country))
            {
                age.Refuse("unknown-country", "The key must be an ISO 3166-1 alpha-2 code, for example DE.");
            }

            ages[country] = Age(age);
        }

        return ages.ToFrozenDictionary();
    }
}
