namespace IdentityGrains.Storage.Sealing;

/// <summary>Files that nobody but their owner may read, in folders that nobody else may enter.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes a file that is not there yet, and its folder. Written aside, synced and renamed: it is there whole or not at all, and its name outlives a
    /// power cut before anything depends on it.
    /// </summary>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        PrivateFolder.Create(folder);
        var aside = path + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
        PrivateFolder.Sync(folder);
    }

    /// <summary>True when others than the owner may do something with the file.</summary>
    internal static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None;
}
