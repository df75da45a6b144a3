using System.Diagnostics;

namespace IdentityGrains.House.Tests;

/// <summary>The working tree: what is committed or about to be.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>Paths from the root, with forward slashes, of files that git tracks or would track.</summary>
    public static readonly IReadOnlyList<string> Files = List();

    public static IEnumerable<string> CSharp => Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    // A template is no project before somebody makes one of it, and then it is his.
    public static IEnumerable<string> Projects =>
        Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !f.StartsWith("templates/", StringComparison.Ordinal));

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    public static string[] Lines(string file) => File.ReadAllLines(PathOf(file));

    public static bool Exists(string path) => File.Exists(PathOf(path)) || Directory.Exists(PathOf(path));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IdentityGrains.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No IdentityGrains.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }

    private static List<string> List()
    {
        // A checkout that another user made is still ours to read.
        string[] arguments = ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"];
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, UseShellExecute = false, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        Assert.NotEmpty(files);
        return [.. files.Where(f => File.Exists(PathOf(f))).Order(StringComparer.Ordinal)];
    }
}
