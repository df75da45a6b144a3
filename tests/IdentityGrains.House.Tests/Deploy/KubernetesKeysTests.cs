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
    private readonly string _certificates = Directory.CreateTempSubdirectory("certificates-").FullName;
    private readonly string _ownCertificates = Directory.CreateTempSubdirectory("own-certificates-").FullName;

    public void Dispose()
    {
        Array.ForEach([_mount, _own, _certificates, _ownCertificates], folder => Directory.Delete(folder, recursive: true));
    }

    [Fact]
    public async Task The_mounted_keys_are_refused_and_the_pods_own_copies_open()
    {
        var pod = Manifests.Base.Pods().Single(p => p.Name == "identitygrains-silo").Pod;
        var copying = pod.InitContainers.Single(c => c.Name == "keys");
        var (mounted, own) = (PathOf(copying, "keys"), PathOf(copying, "own-keys"));
        Assert.Equal(own, PathOf(pod.Containers.Single(), "own-keys"));
        Assert.Equal(own, pod.Containers.Single().Environment(Manifests.Generated("base"))["IdentityGrains__KeyFolder"]);
        var (certificates, ownCertificates) = (PathOf(copying, "tls"), PathOf(copying, "own-tls"));
        Mount(_mount, "epoch-0001.key", "index.key");
        Mount(_certificates, "tls.crt", "tls.key");
        Assert.Throws<UnsafeStoreException>(() => FileEpochKeys.Open(_mount, create: false));

        string[] command =
            [.. copying.Command.Select(part => part.Replace(mounted, _mount, StringComparison.Ordinal).Replace(own, _own, StringComparison.Ordinal)
                .Replace(certificates, _certificates, StringComparison.Ordinal).Replace(ownCertificates, _ownCertificates, StringComparison.Ordinal))];
        var ran = await Tool.Run(command[0], _own, command[1..]);

        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(1, FileEpochKeys.Open(_own, create: false).Current);
        IndexKey.Open(_own, create: false);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_ownCertificates, "tls.key")));
    }

    // Kubernetes opens a secret's files to the pod's fsGroup, whatever mode is asked for.
    private static void Mount(string folder, params string[] files)
    {
        var version = Directory.CreateDirectory(Path.Combine(folder, "..2026_05_04_10_15_00.1")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data"), Path.GetFileName(version));
        foreach (var name in files)
        {
            File.WriteAllBytes(Path.Combine(version, name), new byte[32]);
            File.SetUnixFileMode(Path.Combine(version, name), GroupMayRead);
            File.CreateSymbolicLink(Path.Combine(folder, name), "..data/" + name);
        }
    }

    private static string PathOf(k8s.Models.V1Container container, string volume) => container.VolumeMounts.Single(m => m.Name == volume).MountPath;
}
