using System.Diagnostics;
using System.Runtime.Versioning;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Tests.Sealing;

/// <summary>Keys as Kubernetes mounts a secret: a link to a file in a folder that is itself a link, so that all files change at once.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MountedKeysTests : IDisposable
{
    private const string Data = "..data";
    private const UnixFileMode Owner = UnixFileMode.UserRead;
    private readonly string _mount = Directory.CreateTempSubdirectory("mount-").FullName;

    public void Dispose() => Directory.Delete(_mount, recursive: true);

    [Fact]
    public void They_open_through_the_links()
    {
        var (epochs, index) = Mount("..2026_05_04_10_15_00.1", Owner);
        Assert.Equal(epochs, KeyFile.ReadOrCreate(_mount, "epoch-0001", create: false));
        Assert.Equal(index, KeyFile.ReadOrCreate(_mount, "index", create: false));
        Assert.Equal(1, FileEpochKeys.Open(_mount, create: false).Current);
    }

    [Fact]
    public void They_open_again_after_the_mount_has_changed()
    {
        Mount("..2026_05_04_10_15_00.1", Owner);
        var (_, index) = Mount("..2026_06_04_10_15_00.2", Owner);
        Assert.Equal(index, KeyFile.ReadOrCreate(_mount, "index", create: false));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void The_mode_that_counts_is_the_files_and_not_the_links(UnixFileMode others)
    {
        Mount("..2026_05_04_10_15_00.1", Owner | others);
        var refused = Assert.Throws<UnsafeStoreException>(() => KeyFile.ReadOrCreate(_mount, "index", create: false));
        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index.key")]
    [InlineData(Data)]
    public void A_link_of_a_third_user_is_not_followed(string link)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root gives files away.");
        Mount("..2026_05_04_10_15_00.1", Owner);
        GiveAway(Path.Combine(_mount, link));
        var refused = Assert.Throws<UnsafeStoreException>(() => KeyFile.ReadOrCreate(_mount, "index", create: false));
        Assert.Contains("belongs to another user", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_reads_the_keys_that_a_silos_user_holds()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root gives files away.");
        var (_, index) = Mount("..2026_05_04_10_15_00.1", Owner);
        foreach (var file in new[] { "index.key", Data, Data + "/index.key" })
        {
            GiveAway(Path.Combine(_mount, file));
        }

        Assert.Equal(index, KeyFile.ReadOrCreate(_mount, "index", create: false));
    }

    [Fact]
    public void Links_that_lead_nowhere_or_in_a_circle_are_no_keys()
    {
        File.CreateSymbolicLink(Path.Combine(_mount, "index.key"), "other.key");
        File.CreateSymbolicLink(Path.Combine(_mount, "other.key"), "index.key");
        Assert.Throws<UnsafeStoreException>(() => KeyFile.ReadOrCreate(_mount, "index", create: false));
        Assert.Null(FileOwner.Resolve(Path.Combine(_mount, "index.key")));
    }

    private (byte[] Epoch, byte[] Index) Mount(string version, UnixFileMode mode)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_mount, version)).FullName;
        var keys = new[] { "epoch-0001.key", "index.key" }.Select((name, number) =>
        {
            var key = Enumerable.Repeat((byte)(version[^1] + number), CustomerKey.Size).ToArray();
            File.WriteAllBytes(Path.Combine(folder, name), key);
            File.SetUnixFileMode(Path.Combine(folder, name), mode);
            var link = Path.Combine(_mount, name);
            File.Delete(link);
            File.CreateSymbolicLink(link, Data + "/" + name);
            return key;
        }).ToArray();

        // As the kubelet does it: the new link is made aside and renamed over the old one.
        File.CreateSymbolicLink(Path.Combine(_mount, Data + "_tmp"), version);
        Run("mv", "--no-target-directory", Path.Combine(_mount, Data + "_tmp"), Path.Combine(_mount, Data));
        return (keys[0], keys[1]);
    }

    private static void GiveAway(string path) => Run("chown", "--no-dereference", "65534", path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
