using System.Reflection;
using System.Text;

namespace IdentityGrains.House.Tests.Release;

/// <summary>What breaks the product on purpose is loaded from outside by those who test it. The product has no place where it could be switched on.</summary>
public sealed class HooksTests
{
    // What the environment names, and the type that .NET calls before a program begins.
    private static readonly string[] Hooks = ["IG_MUTANT", "IG_CHAOS", "StartupHook", "IdentityGrains.Torture"];

    [Fact]
    public void The_product_holds_no_hook_for_chaos_or_mutants() => Offenders.None(
        "An assembly of the product names no test hook.", Product.Assemblies.SelectMany(a => Found(a).Select(hook => $"{a.GetName().Name}: {hook}")));

    [Fact]
    public void The_whole_product_is_looked_at() => Assert.Empty(
        new[] { "IdentityGrains.Silo", "IdentityGrains.Gateway", "IdentityGrains.Grains", "IdentityGrains.Storage", "igrains" }
            .Except(Product.Assemblies.Select(a => a.GetName().Name!), StringComparer.Ordinal));

    [Fact]
    public void The_rule_sees_a_hook_where_there_is_one() => Assert.Equal(Hooks, Found(typeof(HooksTests).Assembly));

    // Names lie in an assembly as UTF-8, texts as UTF-16.
    private static string[] Found(Assembly assembly)
    {
        var bytes = File.ReadAllBytes(assembly.Location);
        return [.. Hooks.Where(hook => Holds(bytes, Encoding.UTF8.GetBytes(hook)) || Holds(bytes, Encoding.Unicode.GetBytes(hook)))];
    }

    private static bool Holds(byte[] bytes, byte[] name) => bytes.AsSpan().IndexOf(name) >= 0;
}
