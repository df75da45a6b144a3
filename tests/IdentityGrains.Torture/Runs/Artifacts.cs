namespace IdentityGrains.Torture.Runs;

/// <summary>Where a run leaves its schedule, logs and verdict: <c>artifacts/torture/NAME-SEED</c> of the repository, begun anew.</summary>
internal static class Artifacts
{
    public static string Folder(string name, int seed)
    {
        var folder = Path.Combine(Repository(), "artifacts", "torture", string.Create(CultureInfo.InvariantCulture, $"{name}-{seed}"));
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IdentityGrains.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
