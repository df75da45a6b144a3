using System.Xml.Linq;

namespace IdentityGrains.Client.Tests.Packages;

/// <summary>
/// A machine's folder where the packages lie and nothing of ours besides: an empty home, an empty package cache. What others make is taken from the
/// machine's own cache, which a build filled, or else from wherever the machine is told to restore from.
/// </summary>
internal sealed class Workbench : IDisposable
{
    public const string Version = "9.8.7-test.1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-package-");

    public string Folder => _folder.FullName;

    public string Packages => Path.Combine(Folder, "feed");

    public string Home => Path.Combine(Folder, "home");

    public static string Root { get; } = FindRoot();

    /// <summary>Packs what was built for this very run; nothing is built again.</summary>
    public static async Task<Workbench> Pack()
    {
        var bench = new Workbench();
        Directory.CreateDirectory(bench.Home);
        Directory.CreateDirectory(bench.Packages);
        bench.WriteConfiguration();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/', '\\')).Parent!.Name;
        var tool = new Tool(Root, Environment.GetEnvironmentVariable("HOME") ?? bench.Home);
        foreach (var project in new[] { "IdentityGrains.Domain", "IdentityGrains.Client" })
        {
            await tool.Run(
                "pack", Path.Combine("src", project), "--no-build", "--configuration", configuration, "--output", bench.Packages,
                $"-p:MinVerVersionOverride={Version}", "--verbosity", "quiet");
        }

        return bench;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The sources that the machine is configured with stay; one more is named. Restoring fails over a cache that is not there.
    private void WriteConfiguration()
    {
        var machines = MachineCache();
        new XDocument(new XElement(
            "configuration",
            new XElement("packageSources", Added("identitygrains-local", Packages)),
            new XElement("fallbackPackageFolders", Directory.Exists(machines) ? Added("machine", machines) : null)))
            .Save(Path.Combine(Folder, "nuget.config"));
    }

    private static XElement Added(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    public static string MachineCache() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IdentityGrains.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No IdentityGrains.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }
}
