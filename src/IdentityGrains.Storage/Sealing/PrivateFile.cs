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

    /// <summary>
    /// Why a file is not its owner's alone, as the end of a sentence about it; null when it is. A link has a mode of its own that says nothing: what it leads
    /// to is what others could read.
    /// </summary>
    internal static string? Fault(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        return FileOwner.Resolve(path) switch
        {
            null => "belongs to another user, or a link to it does: chown it",
            var file when (File.GetUnixFileMode(file) & ~OwnerOnly) != UnixFileMode.None => $"can be read by others: chmod 600 {file}",
            _ => null,
        };
    }
}
