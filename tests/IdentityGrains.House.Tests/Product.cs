using System.Reflection;

namespace IdentityGrains.House.Tests;

/// <summary>The assemblies that are the product, as they were built for this test run.</summary>
internal static class Product
{
    public static readonly IReadOnlyList<Assembly> Assemblies =
    [
        .. Repository.Projects
            .Where(p => p.StartsWith("src/", StringComparison.Ordinal))
            .Select(p => Path.GetFileNameWithoutExtension(p) is "IdentityGrains.Cli" ? "igrains" : Path.GetFileNameWithoutExtension(p))
            .Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll"))
            .Where(File.Exists)
            .Select(Assembly.LoadFrom),
    ];

    public static Assembly Domain => Named("IdentityGrains.Domain");

    public static Assembly Client => Named("IdentityGrains.Client");

    public static Assembly Named(string name) => Assemblies.Single(a => a.GetName().Name == name);

    /// <summary>Types that people wrote; Orleans' generated serializers are left out.</summary>
    public static IEnumerable<Type> Written(this Assembly assembly) =>
        assembly.GetTypes().Where(t => t.Namespace?.StartsWith("IdentityGrains", StringComparison.Ordinal) == true && !t.Name.Contains('<'));

    public static IEnumerable<Type> Concrete(this Assembly assembly, Type ancestor) =>
        assembly.Written().Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(ancestor));
}
