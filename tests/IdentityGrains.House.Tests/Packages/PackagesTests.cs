using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IdentityGrains.House.Tests.Packages;

/// <summary>What we build on is stated once, exactly, and only if we build on it.</summary>
public sealed partial class PackagesTests
{
    private static readonly XDocument Central = XDocument.Load(Repository.PathOf("Directory.Packages.props"));

    private static readonly HashSet<string> Pinned = new(
        Repository.Files.Where(f => f.EndsWith("packages.lock.json", StringComparison.Ordinal)).SelectMany(PinnedIn), StringComparer.OrdinalIgnoreCase);

    // Stated ahead of the tests that are written with them.
    private static readonly string[] Ahead =
        ["Microsoft.AspNetCore.Mvc.Testing", "Microsoft.Extensions.TimeProvider.Testing", "Microsoft.Orleans.TestingHost"];

    [Fact]
    public void Every_project_is_in_the_solution() => Offenders.None(
        "IdentityGrains.sln lists every project.",
        Repository.Projects.Where(p => !Repository.Read("IdentityGrains.sln").Contains($"\"{p.Replace('/', '\\')}\"", StringComparison.Ordinal)));

    [Fact]
    public void Every_project_of_the_solution_exists() => Offenders.None(
        "IdentityGrains.sln lists nothing that is not there.",
        ProjectInSolution().Matches(Repository.Read("IdentityGrains.sln")).Select(m => m.Value.Trim('"').Replace('\\', '/')).Where(p => !Repository.Exists(p)));

    [Fact]
    public void Every_version_is_exact() => Offenders.None(
        "A package has one exact version.",
        Stated("PackageVersion").Concat(Stated("GlobalPackageReference"))
            .Where(p => !Exact().IsMatch(Expand(p.Attribute("Version")?.Value)))
            .Select(p => $"{p.Attribute("Include")?.Value} {p.Attribute("Version")?.Value}"));

    [Fact]
    public void Every_stated_package_is_used() => Offenders.None(
        "A version is stated for packages that a project references or that are pinned beneath one.",
        Stated("PackageVersion").Select(p => p.Attribute("Include")!.Value)
            .Where(id => !Referenced.Contains(id) && !Pinned.Contains(id) && !Ahead.Contains(id, StringComparer.Ordinal)));

    [Fact]
    public void Versions_are_stated_in_one_place() => Offenders.None(
        "Projects name packages without a version.",
        from project in Repository.Projects
        from reference in XDocument.Load(Repository.PathOf(project)).Descendants("PackageReference")
        where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
        select $"{project}: {reference.Attribute("Include")?.Value}");

    [Fact]
    public void Every_project_has_its_lock_file() => Offenders.None(
        "What was restored is committed beside the project.",
        Repository.Projects.Where(p => !Repository.Files.Contains($"{Path.GetDirectoryName(p)}/packages.lock.json")));

    private static HashSet<string> Referenced { get; } =
    [
        .. Repository.Projects.SelectMany(p => XDocument.Load(Repository.PathOf(p)).Descendants("PackageReference")).Select(r => r.Attribute("Include")!.Value),
    ];

    private static IEnumerable<XElement> Stated(string element) => Central.Descendants(element);

    private static string Expand(string? version) =>
        Property().Replace(version ?? string.Empty, m => Central.Descendants(m.Groups["name"].Value).SingleOrDefault()?.Value ?? m.Value);

    // A package nobody names may still be pinned, to keep what others bring at a version that we know.
    private static IEnumerable<string> PinnedIn(string lockFile) =>
        from framework in JsonDocument.Parse(Repository.Read(lockFile)).RootElement.GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        where package.Value.GetProperty("type").GetString() == "CentralTransitive"
        select package.Name;

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[\w.]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Exact();

    [GeneratedRegex(@"\$\((?<name>\w+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();

    [GeneratedRegex("\"[^\"]+\\.csproj\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProjectInSolution();
}
