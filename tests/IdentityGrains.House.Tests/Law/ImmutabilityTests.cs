using System.Reflection;
using System.Runtime.CompilerServices;

namespace IdentityGrains.House.Tests.Law;

/// <summary>What the law handles never changes under anybody's hands.</summary>
public sealed class ImmutabilityTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Type[] MutableCollections =
    [
        typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(HashSet<>), typeof(ISet<>),
    ];

    private static IEnumerable<Type> PublicTypes => Product.Domain.Written().Where(t => t.IsVisible);

    [Fact]
    public void A_type_of_the_law_is_a_value_or_a_function() => Offenders.None(
        "A public type of Domain is a record, an enumeration, a static or abstract class, a readonly struct, an interface or an attribute.",
        PublicTypes.Where(t => !IsValueOrFunction(t)).Select(t => t.FullName!));

    [Fact]
    public void Nothing_of_the_law_can_be_set_afterwards() => Offenders.None(
        "Public properties of Domain are get or init, and no public field can be written.",
        PublicTypes.SelectMany(t => t.GetProperties(Declared).Where(IsSettable).Select(p => $"{t.FullName}.{p.Name} can be set")
            .Concat(t.GetFields(Declared | BindingFlags.Static).Where(f => f is { IsInitOnly: false, IsLiteral: false, IsSpecialName: false })
                .Select(f => $"{t.FullName}.{f.Name} can be written"))));

    [Fact]
    public void No_collection_of_the_law_can_grow() => Offenders.None(
        "Collections in Domain are immutable ones: an array or a list could be written by whoever holds it.",
        from type in PublicTypes
        from property in type.GetProperties(Declared)
        where IsMutableCollection(property.PropertyType)
        select $"{type.FullName}.{property.Name} is {property.PropertyType.Name}");

    private static bool IsValueOrFunction(Type type) =>
        type.IsEnum || type.IsInterface || type.IsAbstract || type.IsAssignableTo(typeof(Attribute)) || type.IsAssignableTo(typeof(Delegate))
        || (type.IsValueType ? type.IsDefined(typeof(IsReadOnlyAttribute)) : type.GetMethod("<Clone>$") is not null);

    private static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsMutableCollection(Type type) =>
        type.IsArray || (type.IsGenericType && MutableCollections.Contains(type.GetGenericTypeDefinition()));
}
