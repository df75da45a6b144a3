using System.Security.Cryptography;

namespace IdentityGrains.Storage.Sealing;

/// <summary>Secrets in files of 32 bytes that nobody but their owner may read.</summary>
internal static class KeyFile
{
    private const string Extension = ".key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Names, without extension, of the key files that begin so.</summary>
    public static IReadOnlyList<string> Find(string folder, string prefix) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, prefix + "*" + Extension).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
            : [];

    public static byte[] ReadOrCreate(string folder, string name, bool create)
    {
        var path = Path.Combine(folder, name + Extension);
        if (!File.Exists(path))
        {
            if (!create)
            {
                throw new UnsafeStoreException(
                    $"The key file {path} is missing. It is made at the first start only, for a new one opens nothing of what is stored. "
                    + "Restore it from its backup.");
            }

            Create(folder, path);
        }

        return Read(path);
    }

    private static byte[] Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            throw new UnsafeStoreException($"The key file {path} can be read by others: chmod 600 {path}");
        }

        var key = File.ReadAllBytes(path);
        return key.Length == CustomerKey.Size ? key : throw new UnsafeStoreException($"The key file {path} does not hold {CustomerKey.Size} bytes");
    }

    // Written aside, synced and renamed: a key file is there whole or not at all, and the name outlives a power cut before anything is sealed under the key.
    private static void Create(string folder, string path)
    {
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
            file.Write(RandomNumberGenerator.GetBytes(CustomerKey.Size));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
        PrivateFolder.Sync(folder);
    }
}
