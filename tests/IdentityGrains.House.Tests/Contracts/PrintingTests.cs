using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using IdentityGrains.Client.Acknowledgements;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using Orleans;

namespace IdentityGrains.House.Tests.Contracts;

/// <summary>
/// Orleans logs messages that nobody waits for any more, or that it cannot deliver, with the text of every argument and of the answer. So what crosses the
/// wire prints ids and words, and never what was said by or about a customer.
/// </summary>
public sealed class PrintingTests
{
    private const string Canary = "canary";

    // Names that an operator, a policy or a program gives.
    private static readonly Type[] Names =
    [
        typeof(FieldName), typeof(SourceName), typeof(PurposeName), typeof(PlatformName), typeof(RegionName), typeof(PrincipalId), typeof(OperationId),
    ];

    // Texts that the law, the policy document or a program chose: names, ids, references, and sentences made of these.
    private static readonly string[] Words =
    [
        "Basis", "BlankOverValue", "Category", "Changed", "Code", "Concerns", "Country", "Delivery", "Document", "EqualRank", "Event", "Hash", "Id",
        "LegalName", "LowerRank", "Method", "NoticeVersion", "OnBehalfOf", "Owner", "Platform", "Policy", "Reason", "Recipient", "Reference", "Role",
        "Sentence", "StaleAssertion", "State", "Steward", "To", "Type", "UnverifiedOverVerified", "When", "Why", "Withheld",
    ];

    // Where a text of such a name is a customer's or a caller's all the same.
    private static readonly Type[] NoWords = [typeof(Evidence), typeof(SignedAck)];

    private static readonly List<Type> Contracts =
    [
        .. from assembly in Product.Assemblies
           from type in assembly.Written()
           where type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && !type.IsAbstract && !type.IsEnum
           select type,
    ];

    [Fact]
    public void What_crosses_the_wire_prints_no_text_that_it_holds() => Offenders.None(
        "ToString of a contract prints no text that a caller or a customer gave.",
        from type in Contracts
        let filled = Fill(type, [])
        where filled is not null && Print(filled).Contains(Canary, StringComparison.Ordinal)
        select $"{type.FullName}: {Print(filled)}");

    [Fact]
    public void The_rule_sees_a_text_that_is_printed() => Assert.Contains(Canary, Print(Fill(typeof(Talkative), [])!), StringComparison.Ordinal);

    [Fact]
    public void The_rule_fills_what_lies_deep()
    {
        var act = Assert.IsType<AssertFields>(Fill(typeof(AssertFields), []));
        var said = Assert.Single(act.Fields);
        Assert.Equal(Canary, ((FieldValue.Text)said.Value).Value);
    }

    private static string Print(object filled) => filled is Exception failure ? failure.Message : filled.ToString() ?? "";

    // Past constructors: they would check, and a canary is no e-mail address.
    private static object? Fill(Type type, ImmutableHashSet<Type> within)
    {
        if (type == typeof(string))
        {
            return Canary;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(0);
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Fill(inner, within);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var element = type.GetGenericArguments()[0];
            var array = Array.CreateInstance(element, 1);
            array.SetValue(Fill(element, within), 0);
            return typeof(ImmutableArray).GetMethods()
                .Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsSZArray: true }])
                .MakeGenericMethod(element).Invoke(null, [array]);
        }

        if (Names.Contains(type) || (!Product.Assemblies.Contains(type.Assembly) && type != typeof(Talkative)))
        {
            return type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type) : null;
        }

        var concrete = type.IsAbstract
            ? Contracts.Where(t => t.IsAssignableTo(type)).OrderByDescending(t => t == typeof(FieldValue.Text)).FirstOrDefault()
            : type;
        if (concrete is null || within.Contains(concrete))
        {
            return type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type) : null;
        }

        var filled = RuntimeHelpers.GetUninitializedObject(concrete);
        for (var at = concrete; at is not null && at != typeof(object) && at != typeof(Exception); at = at.BaseType)
        {
            foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                field.SetValue(filled, IsWord(concrete, field) ? "word" : Fill(field.FieldType, within.Add(concrete)));
            }
        }

        return filled;
    }

    private static bool IsWord(Type type, FieldInfo field) =>
        field.FieldType == typeof(string) && !NoWords.Contains(type) && Words.Any(w => field.Name == $"<{w}>k__BackingField");

    private sealed record Talkative(string Said);
}
