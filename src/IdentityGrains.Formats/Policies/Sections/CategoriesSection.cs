using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Kinds of fields, each with exactly one accountable owner.</summary>
internal static class CategoriesSection
{
    public static FrozenDictionary<string, Category> Read(ValueReader categories) =>
        categories.Entries(Shape.Name(), Shape.NameDescribed, Category).ToFrozenDictionary(c => c.Name);

    private static Category Category(string name, MappingReader m) => new(
        name,
        m.Required("owner").Text(Shape.Party(), Shape.PartyDescribed),
        m.Required("steward").Text(Shape.Party(), Shape.PartyDescribed),
        m.Required("controlId").Text(Shape.Token(), Shape.TokenDescribed));
}
