using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Why data may be used.</summary>
internal static class PurposesSection
{
    public static FrozenDictionary<PurposeName, Purpose> Read(ValueReader purposes) =>
        purposes.Entries(Shape.Name(), Shape.NameDescribed, Purpose).ToFrozenDictionary(p => p.Name);

    private static Purpose Purpose(string name, MappingReader m) => new(
        new PurposeName(name),
        m.Required("title").Text(),
        m.Required("thirdParty").Flag(),
        m.Required("noticeVersion").Text(Shape.Token(), Shape.TokenDescribed),
        m.Nullable("consentTtl")?.Duration(),
        m.Optional("doubleOptIn")?.Flag() ?? false);
}
