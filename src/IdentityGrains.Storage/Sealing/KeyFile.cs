using System.Security.Cryptography;

namespace IdentityGrains.Storage.Sealing;

/// <summary>Secrets in files of 32 bytes that nobody but their owner may read.</summary>
internal static class KeyFile
{
    private const string Extension = ".key";

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

            Create(path);
        }

        return Read(path);
    }

    private static void Create(string path)
    {
        try
        {
            PrivateFile.Create(path, RandomNumberGenerator.GetBytes(CustomerKey.Size));
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnsafeStoreException($"The key file {path} cannot be made: its folder must be this process's own.");
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            if (PrivateFile.Fault(path) is { } fault)
            {
                throw new UnsafeStoreException($"The key file {path} {fault}");
            }

            var key = File.ReadAllBytes(path);
            return key.Length == CustomerKey.Size ? key : throw new UnsafeStoreException($"The key file {path} does not hold {CustomerKey.Size} bytes");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new UnsafeStoreException($"The key file {path} cannot be read");
        }
    }
}
