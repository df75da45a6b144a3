using IdentityGrains.Domain;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Values;

/// <summary>The formats of the field types that a policy may name.</summary>
public static class FieldFormats
{
    private const int MostNameCodePoints = 100;
    private const int MostNameBytes = 400;

    private static readonly FrozenDictionary<string, Func<ImmutableArray<string>, ImmutableArray<RegionName>, FieldFormat>> ByType =
        new Dictionary<string, Func<ImmutableArray<string>, ImmutableArray<RegionName>, FieldFormat>>
        {
            ["string"] = (_, _) => new TextFormat(),
            ["personName"] = (_, _) => new TextFormat(MostNameCodePoints, MostNameBytes),
            ["email"] = (_, _) => new EmailFormat(),
            ["e164"] = (_, _) => new PhoneFormat(),
            ["address"] = (group, _) => new AddressFormat(group),
            ["date"] = (_, _) => new DateFormat(),
            ["region"] = (_, regions) => new RegionFormat(regions),
            ["bcp47"] = (_, _) => new LanguageFormat(),
            ["topicSet"] = (_, _) => new TopicsFormat(),
            ["enum"] = (_, _) => new EnumFormat(),
            ["bool"] = (_, _) => new FlagFormat(),
        }.ToFrozenDictionary();

    /// <summary>Every type, in ordinal order.</summary>
    public static ImmutableArray<string> Types { get; } = [.. ByType.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The format of a type; null when there is no such type.</summary>
    /// <param name="type">As the policy writes it, for example <c>personName</c>.</param>
    /// <param name="atomicGroup">The parts of an <c>address</c>.</param>
    /// <param name="regions">The policy's regions, which a field of type <c>region</c> may name beside countries.</param>
    public static FieldFormat? For(string type, ImmutableArray<string> atomicGroup, ImmutableArray<RegionName> regions = default) =>
        ByType.TryGetValue(type, out var format) ? format(atomicGroup, regions.IsDefault ? [] : regions) : null;
}
