using IdentityGrains.Domain;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Of whom a test asks.</summary>
internal sealed class TestSubject(
    IReadOnlyDictionary<PurposeName, Purpose> purposes, IReadOnlyDictionary<RegionName, Region> regions, IReadOnlyDictionary<FieldName, FieldRule> fields)
{
    private const int OldestPerson = 150;

    public SubjectFacts Read(MappingReader m) => new(
        m.Nullable("region") is { } region ? new RegionName(region.NameOf(regions.Keys.Select(r => r.Value), "region")) : null,
        m.Optional("country")?.Country(),
        m.Nullable("ageYears")?.Whole(0, OldestPerson),
        Stances(m.Optional("consent")),
        Stances(m.Optional("guardianConsent")),
        States(m.Optional("states")),
        m.Optional("gpc")?.Flag() ?? false,
        m.Optional("restricted")?.Flag() ?? false);

    private ImmutableDictionary<PurposeName, Stance> Stances(ValueReader? consents) =>
        Map(consents, name => new PurposeName(name), purposes.ContainsKey, "purpose", v => v.Member<Stance>());

    private ImmutableDictionary<FieldName, VerificationState> States(ValueReader? states) =>
        Map(states, name => new FieldName(name), fields.ContainsKey, "field", v => v.Member<VerificationState>());

    private static ImmutableDictionary<TName, T> Map<TName, T>(
        ValueReader? values, Func<string, TName> naming, Func<TName, bool> declared, string kind, Func<ValueReader, T> read)
        where TName : notnull
    {
        var map = ImmutableDictionary.CreateBuilder<TName, T>();
        foreach (var (name, value) in values?.Pairs(Shape.Name(), Shape.NameDescribed) ?? [])
        {
            if (!declared(naming(name)))
            {
                value.Refuse($"unknown-{kind}", $"No {kind} of this name is declared.");
            }

            map[naming(name)] = read(value);
        }

        return map.ToImmutable();
    }
}
