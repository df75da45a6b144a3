using System.Globalization;
using System.Reflection;
using Orleans;

namespace IdentityGrains.House.Tests.Contracts;

/// <summary>What crosses the wire between releases is named by alias and member number, never by what a type happens to be called.</summary>
public sealed class WireContractsTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly List<(Type Type, string? Alias)> Contracts =
    [
        .. new[] { Product.Domain, Product.Client }
            .SelectMany(a => a.Written())
            .Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            .Select(t => (t, t.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias))
            .OrderBy(c => c.Alias, StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_serialised_type_has_an_alias() => Offenders.None(
        "A type that crosses the wire has [Alias].", Contracts.Where(c => c.Alias is null).Select(c => c.Type.FullName!));

    [Fact]
    public void No_two_types_share_an_alias() => Offenders.None(
        "An alias is of one type.",
        Contracts.GroupBy(c => c.Alias).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(c => c.Type.FullName))}"));

    [Fact]
    public void Every_stored_member_has_a_number() => Offenders.None(
        "A member with a backing field in a serialised type has [Id].",
        from contract in Contracts
        where !contract.Type.IsEnum
        from property in contract.Type.GetProperties(Declared)
        where contract.Type.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null
            && property.GetCustomAttribute<IdAttribute>() is null
        select $"{contract.Type.FullName}.{property.Name}");

    [Fact]
    public void The_contracts_are_those_that_were_approved() => Golden.Compare("wire-contracts", Contracts.SelectMany(c => Describe(c.Type, c.Alias)));

    [Fact]
    public void The_numbers_of_enumerations_are_those_that_were_approved() => Golden.Compare(
        "numbers",
        from type in Product.Domain.Written().Concat(Product.Client.Written())
        where type is { IsEnum: true, IsVisible: true }
        orderby type.FullName
        from member in Enum.GetNames(type).OrderBy(m => Number(type, m))
        select string.Create(CultureInfo.InvariantCulture, $"{type.Name} {Number(type, member)} {member}"));

    // Every line names its contract, so that a difference can be read line by line.
    private static IEnumerable<string> Describe(Type type, string? alias) =>
        type.GetMembers(Declared)
            .Where(m => m is FieldInfo or PropertyInfo)
            .Select(m => (Member: m, m.GetCustomAttribute<IdAttribute>()?.Id))
            .Where(m => m.Id is not null)
            .OrderBy(m => m.Id)
            .Select(m => string.Create(CultureInfo.InvariantCulture, $"{alias} {m.Id} {m.Member.Name} {Short(TypeOf(m.Member))}"))
            .Prepend(alias ?? type.FullName!);

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static string Short(Type type)
    {
        if (type.GetCustomAttribute<AliasAttribute>(inherit: false) is { } named)
        {
            return named.Alias;
        }

        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>"
            : type.Name;
    }

    private static long Number(Type type, string member) => Convert.ToInt64(Enum.Parse(type, member), CultureInfo.InvariantCulture);
}
