using k8s;
using k8s.Models;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>What kustomize makes of base and overlay, where kubectl is installed; Debian's is too old to.</summary>
public sealed class OverlayTests
{
    [Theory]
    [InlineData("staging", 2)]
    [InlineData("production", 5)]
    public async Task An_overlay_is_whole(string overlay, int silos)
    {
        Assert.SkipUnless(Tool.IsThere("kubectl"), "kubectl is not installed.");
        var (exitCode, text) = await Tool.Run("kubectl", Repository.PathOf(Manifests.Folder), "kustomize", "overlays/" + overlay);
        Assert.True(exitCode == 0, text);
        var objects = Manifests.Strictly(text);
        Assert.Equal(Manifests.Base.Count + Manifests.Generated("base").Count, objects.Count);
        Assert.Equal(silos, objects.Of<V1Deployment>("identitygrains-silo").Single().Spec.Replicas);
        Offenders.None(
            "Everything is in a namespace.",
            objects.Of<IMetadata<V1ObjectMeta>>().Where(o => o.Metadata.NamespaceProperty is null).Select(o => o.Metadata.Name));
        Offenders.None(
            "An image is named with its version.",
            objects.Pods().SelectMany(p => p.Pod.AllContainers()).Select(c => c.Image).Where(i => i.Split(':') is not [_, not "latest"]));
        Offenders.None(
            "The settings that a pod names are generated.",
            objects.Pods().SelectMany(p => p.Pod.AllContainers()).SelectMany(c => c.EnvFrom ?? []).Select(e => e.ConfigMapRef.Name)
                .Except(objects.Of<V1ConfigMap>().Select(m => m.Metadata.Name)));
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public void An_overlay_names_everything_that_a_silo_must_be_told(string overlay)
    {
        var silo = Manifests.Base.Pods().Single(p => p.Name == "identitygrains-silo").Pod.Containers.Single();
        var settings = silo.Environment(Manifests.Generated("base", "overlays/" + overlay));
        string[] needed =
        [
            "ConnectionStrings__IdentityGrains", "ConnectionStrings__Cluster", "IdentityGrains__PolicyFile", "IdentityGrains__KeyFolder", "Trust__Environment",
            "Trust__Services__Name", "Trust__Services__KeyFiles__0", "Trust__Subjects__Name", "Trust__Subjects__KeyFiles__0",
        ];
        Offenders.None("A silo is told this.", needed.Where(n => settings.GetValueOrDefault(n, "").Length == 0));
        Assert.Equal("Postgres", settings["IdentityGrains__Store"]);
    }
}
