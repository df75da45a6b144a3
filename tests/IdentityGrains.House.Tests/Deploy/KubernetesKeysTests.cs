using IdentityGrains.Storage;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>How a silo in Kubernetes comes by keys that it does not refuse: the manifest's own command, on a secret as the kubelet mounts it.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KubernetesKeysTests : IDisposable
{
    private const UnixFileMode GroupMayRead = UnixFileMode.UserRead | UnixFileMode.GroupRead;
    private readonly string _mount = Directory.CreateTempSubdirectory("mount-").FullName;
    private readonly string _own = Directory.CreateTempSubdirectory("own-").FullName;

    public void Dispose()
    {
        Directory.Delete(_mount, recursive: true);
        Directory.Delete(_own, recursive: true);
    }

    [Fact]
    public async Task The_mounted_keys_are_refused_and_the_pods_own_copies_open()
    {
        var pod = Manifests.Base.Pods().Single(p => p.Name == "identitygrains-silo").Pod;
        var copying = pod.InitContainers.Single(c => c.Name == "keys");
        var (mounted, own) = (PathOf(copying, "keys"), PathOf(copying, "own-keys"));
        Assert.Equal(own, PathOf(pod.Containers.Single(), "own-keys"));
        Assert.Equal(own, pod.Containers.Single().Environment(Manifests.Generated("base"))["IdentityGrains__KeyFolder"]);
        Mount();
        Assert.Throws<UnsafeStoreException>(() => FileEpochKeys.Open(_mount, create: false));

        string[] command =
            [.. copying.Command.Select(part => part.Replace(mounted, _mount, StringComparison.Ordinal).Replace(own, _own, StringComparison.Ordinal))];
        var ran = await Tool.Run(command[0], _own, command[1..]);

        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(1, FileEpochKeys.Open(_own, create: false).Current);
        IndexKey.Open(_own, create: false);
    }

    // Kubernetes opens a secret's files to the pod's fsGroup, whatever mode is asked for.
    private void Mount()
    {
        var version = Directory.CreateDirectory(Path.Combine(_mount, "..2026_05_04_10_15_00.1")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_mount, "..data"), Path.GetFileName(version));
        foreach (var name in new[] { "epoch-0001.key", "index.key" })
        {
            File.WriteAllBytes(Path.Combine(version, name), new byte[32]);
            File.SetUnixFileMode(Path.Combine(version, name), GroupMayRead);
            File.CreateSymbolicLink(Path.Combine(_mount, name), "..data/" + name);
        }
    }

    private static string PathOf(k8s.Models.V1Container container, string volume) => container.VolumeMounts.Single(m => m.Name == volume).MountPath;
}
