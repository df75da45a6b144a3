using IdentityGrains.Torture.Nemesis;

namespace IdentityGrains.Torture.Hosts;

/// <summary>A disk of its own for a server's data, of a size that can be filled: a file system in memory. It goes with the run.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    /// <summary>The server's folder; its data lie on the disk below it.</summary>
    public string Folder { get; }

    /// <summary>What is absent, in words; null when one can be mounted.</summary>
    public static string? Lacking() => Environment.UserName == "root" ? null : "mounting a small disk needs root";

    /// <summary>Mounts one.</summary>
    public static async Task<SmallDisk> Mount(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("igpg-disk-").FullName);
        Directory.CreateDirectory(disk.Data);
        await Processes.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "torture", disk.Data);
        AppDomain.CurrentDomain.ProcessExit += disk.EndOfRun;
        return disk;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndOfRun;
        await Processes.Ask("umount", "-l", Data);
        Directory.Delete(Folder, recursive: true);
    }

    private string Data => Path.Combine(Folder, "data");

    private void EndOfRun(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
