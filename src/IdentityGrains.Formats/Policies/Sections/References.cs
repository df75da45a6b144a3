using IdentityGrains.Domain;
using IdentityGrains.Formats.Values;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Reads values that name something which the document declares elsewhere.</summary>
internal static class References
{
    public static string NameOf(this ValueReader value, IEnumerable<string> declared, string kind)
    {
        var name = value.Text();
        if (name.Length == 0 || declared.Contains(name, StringComparer.Ordinal))
        {
            return name;
        }

        value.Refuse($"unknown-{kind}", $"No {kind} of this name is declared.");
        return "";
    }

    public static PurposeName Purpose(this ValueReader value, IReadOnlyDictionary<PurposeName, Domain.Policies.Purpose> declared) =>
        new(value.NameOf(declared.Keys.Select(p => p.Value), "purpose"));

    public static SourceName Source(this ValueReader value, IReadOnlyDictionary<SourceName, Domain.Policies.Source> declared) =>
        new(value.NameOf(declared.Keys.Select(s => s.Value), "source"));

    public static FieldName Field(this ValueReader value, IReadOnlyDictionary<FieldName, Domain.Policies.FieldRule> declared) =>
        new(value.NameOf(declared.Keys.Select(f => f.Value), "field"));

    public static ImmutableArray<PurposeName> Purposes(this ValueReader value, IReadOnlyDictionary<PurposeName, Domain.Policies.Purpose> declared) =>
        [.. value.Set(v => v.Purpose(declared).Value).Select(p => new PurposeName(p))];

    public static string Country(this ValueReader value)
    {
        var country = value.Text();
        if (country.Length > 0 && !Countries.Known(country))
        {
            value.Refuse("unknown-country", "An ISO 3166-1 alpha-2 code is expected here, for example DE.");
        }

        return country;
    }
}
