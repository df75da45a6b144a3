using System.Globalization;
using System.Reflection;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.House.Tests.Floors;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.House.Tests.Logs;

/// <summary>A log line is declared, numbered, and carries ids only.</summary>
public sealed class LogsTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Personal = [typeof(FieldValue), typeof(Part), typeof(NativeKey)];

    private static readonly List<(MethodInfo Method, LoggerMessageAttribute Line)> LogLines =
    [
        .. from assembly in Product.Assemblies
           from type in assembly.GetTypes()
           from method in type.GetMethods(All)
           let line = method.GetCustomAttribute<LoggerMessageAttribute>()
           where line is not null
           select (method, line),
    ];

    [Fact]
    public void No_log_line_takes_anything_that_holds_a_value() => Offenders.None(
        "A log line carries ids, never what is known of a customer.",
        from line in LogLines
        from parameter in line.Method.GetParameters()
        where HoldsValue(parameter.ParameterType, [])
        select $"{NameOf(line.Method)} takes {parameter.ParameterType.Name} {parameter.Name}");

    [Fact]
    public void Every_log_line_has_a_number_of_its_own() => Offenders.None(
        "A log line's event id is given, and unique across the product.",
        LogLines.GroupBy(l => l.Line.EventId)
            .Where(g => g.Count() > 1 || g.Key <= 0)
            .Select(g => $"{g.Key.ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", g.Select(l => NameOf(l.Method)))}"));

    [Fact]
    public void Nobody_logs_without_a_declared_line() => Offenders.None(
        "Logging goes through [LoggerMessage]; the free-form methods would take anything.",
        Product.Assemblies.Where(a =>
        {
            using var built = new BuiltAssembly(a.Location);
            return built.ForeignTypes.Contains("Microsoft.Extensions.Logging.LoggerExtensions", StringComparer.Ordinal);
        }).Select(a => a.GetName().Name!));

    [Fact]
    public void The_rule_finds_a_value_however_deep_it_lies()
    {
        Assert.True(HoldsValue(typeof(IReadOnlyList<Customer>), []));
        Assert.True(HoldsValue(typeof(AssertFields), []));
        Assert.False(HoldsValue(typeof(CustomerId), []));
        Assert.False(HoldsValue(typeof(OperationId), []));
    }

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";

    // A type holds a value when it is one, or when anything that it shows does.
    private static bool HoldsValue(Type type, HashSet<Type> seen)
    {
        if (Personal.Any(p => type.IsAssignableTo(p)))
        {
            return true;
        }

        if (!seen.Add(type))
        {
            return false;
        }

        if (type.HasElementType)
        {
            return HoldsValue(type.GetElementType()!, seen);
        }

        return type.GetGenericArguments().Any(a => HoldsValue(a, seen))
            || (Product.Assemblies.Contains(type.Assembly)
                && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(p => HoldsValue(p.PropertyType, seen)));
    }
}
