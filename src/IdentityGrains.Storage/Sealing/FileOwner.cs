using System.Runtime.InteropServices;

namespace IdentityGrains.Storage.Sealing;

/// <summary>
/// Whose a file is, and how a path leads to it. Kubernetes mounts a secret as a link to a link to a folder, so that all of its files change at once: a link
/// is as good as whoever may put another one in its place.
/// </summary>
internal static partial class FileOwner
{
    private const uint Root = 0;
    private const int MostLinks = 40;
    private const int CurrentFolder = -100;
    private const int NotThroughLinks = 0x100;
    private const uint WantOwner = 0x8;
    private const int OwnerOffset = 20;

    /// <summary>
    /// The file that a path leads to; null when a link on the way, or the file, belongs to neither root nor this process's user. Root reads anybody's file,
    /// but follows no link of a third one.
    /// </summary>
    public static string? Resolve(string path)
    {
        var at = Path.GetFullPath(path);
        var linkOwners = new List<uint>();
        while (FirstLink(at) is { } link)
        {
            if (linkOwners.Count == MostLinks)
            {
                return null;
            }

            linkOwners.Add(Of(link.FullName));
            at = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link.FullName)!, link.LinkTarget!, Path.GetRelativePath(link.FullName, at)));
        }

        var (self, owner) = (Self(), Of(at));
        return (owner == self || owner == Root || self == Root) && linkOwners.TrueForAll(l => l == self || l == Root || l == owner) ? at : null;
    }

    // Outermost first: what lies behind a link is looked at when the link is out of the path.
    private static FileSystemInfo? FirstLink(string path)
    {
        var ancestors = new Stack<string>();
        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            ancestors.Push(at);
        }

        return ancestors.Select(a => (FileSystemInfo)new FileInfo(a)).FirstOrDefault(f => f.LinkTarget is not null);
    }

    // .NET does not tell a file's owner. This call's answer looks the same on every processor; elsewhere than on Linux the mode must do.
    private static uint Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Self();
        }

        Span<byte> told = stackalloc byte[256];
        return StatX(CurrentFolder, path, NotThroughLinks, WantOwner, ref MemoryMarshal.GetReference(told)) == 0
            ? MemoryMarshal.Read<uint>(told[OwnerOffset..])
            : throw new FileNotFoundException(null, path);
    }

    private static uint Self() => OperatingSystem.IsWindows() ? Root : EffectiveUser();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint wanted, ref byte told);
}
