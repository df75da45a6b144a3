using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace IdentityGrains.House.Tests.Floors;

/// <summary>Projects are floors: who may stand on whom.</summary>
public sealed class FloorsTests
{
    private static readonly string[] Everything =
        ["Domain", "Formats", "Storage", "Connectors", "Client", "Grains", "Gateway", "Simulators", "Silo"];

    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Domain"] = [],
        ["Formats"] = ["Domain"],
        ["Storage"] = ["Domain"],
        ["Connectors"] = ["Domain"],
        ["Client"] = ["Domain"],
        ["Simulators"] = [],
        ["Grains"] = ["Domain", "Formats", "Storage", "Connectors", "Client"],
        ["Gateway"] = ["Client", "Formats", "Domain"],
        ["Silo"] = Everything,
        ["Cli"] = Everything,
    };

    // A library lives on one floor, so that replacing it is a matter of one project.
    private static readonly Dictionary<string, string[]> Homes = new()
    {
        ["YamlDotNet"] = ["Formats"],
        ["PhoneNumbers"] = ["Formats"],
        ["Microsoft.Data.Sqlite"] = ["Storage"],
        ["System.Formats.Cbor"] = ["Storage"],

        // The cluster's membership is PostgreSQL's too: front-ends find the silos there.
        ["Npgsql"] = ["Storage", "Client", "Silo"],
        ["Orleans.Clustering.AdoNet"] = ["Client", "Silo"],
        ["System.CommandLine"] = ["Cli"],
        ["Spectre.Console"] = ["Cli"],
        ["Microsoft.Orleans.Server"] = ["Grains", "Silo"],
        ["OrleansDashboard"] = ["Silo"],
    };

    [Fact]
    public void Every_project_stands_only_on_floors_below_it() => Offenders.None(
        "A project references only the projects below it.",
        from project in SourceProjects()
        from reference in XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
        let below = Floor(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
        where !Below[Floor(Path.GetFileNameWithoutExtension(project))].Contains(below)
        select $"{project} references {below}");

    [Fact]
    public void What_the_compiler_kept_stands_only_on_floors_below_it() => Offenders.None(
        "An assembly uses only the assemblies of the floors below it.",
        from assembly in Product.Assemblies
        let floor = Floor(assembly.GetName().Name!)
        from reference in assembly.GetReferencedAssemblies()
        where IsOurs(reference.Name!) && !Below[floor].Contains(Floor(reference.Name!))
        select $"{floor} uses {reference.Name}");

    [Fact]
    public void Every_source_project_has_a_floor() => Offenders.None(
        "The table of floors knows every project under src.",
        SourceProjects().Where(p => !Below.ContainsKey(Floor(Path.GetFileNameWithoutExtension(p)))));

    [Fact]
    public void The_law_knows_no_library_but_the_serializer() => Offenders.None(
        "Domain uses the framework and Orleans' serializer.",
        Product.Domain.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(a => !IsFramework(a) && !a.StartsWith("Orleans.Serialization", StringComparison.Ordinal)));

    [Fact]
    public void Only_floors_with_grains_know_the_Orleans_runtime() => Offenders.None(
        "Domain, Formats, Storage, Connectors and Simulators know Orleans' serializer at most.",
        from floor in new[] { "Domain", "Formats", "Storage", "Connectors", "Simulators" }
        from reference in Product.Named("IdentityGrains." + floor).GetReferencedAssemblies()
        where reference.Name!.StartsWith("Orleans.", StringComparison.Ordinal)
            && !reference.Name.StartsWith("Orleans.Serialization", StringComparison.Ordinal)
        select $"{floor} uses {reference.Name}");

    [Fact]
    public void A_library_lives_on_its_own_floor() => Offenders.None(
        "Only the floor that a library lives on uses it.",
        from assembly in Product.Assemblies
        let floor = Floor(assembly.GetName().Name!)
        from reference in assembly.GetReferencedAssemblies()
        where Homes.TryGetValue(reference.Name!, out var homes) && !homes.Contains(floor)
        select $"{floor} uses {reference.Name}");

    [Fact]
    public void Connectors_never_see_a_policy()
    {
        using var connectors = new BuiltAssembly(Product.Named("IdentityGrains.Connectors").Location);
        Offenders.None(
            "A connector receives a finished projection and uses no type of the policies.",
            connectors.ForeignTypes.Where(t => t.StartsWith("IdentityGrains.Domain.Policies.", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> SourceProjects() => Repository.Projects.Where(p => p.StartsWith("src/", StringComparison.Ordinal));

    private static bool IsOurs(string assembly) => assembly.StartsWith("IdentityGrains.", StringComparison.Ordinal);

    private static string Floor(string project) => project is "igrains" ? "Cli" : project.Replace("IdentityGrains.", string.Empty, StringComparison.Ordinal);

    private static bool IsFramework(string assembly) => File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assembly + ".dll"));
}
