using System.Globalization;
using k8s;
using k8s.Models;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>The manifests, read by the schema of Kubernetes' own client; no cluster is asked here.</summary>
public sealed class KubernetesTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> Generated = Manifests.Generated("base");

    private static V1PodSpec Silo => Pod("identitygrains-silo");

    [Fact]
    public void The_schema_refuses_what_it_does_not_know() =>
        Assert.ThrowsAny<Exception>(() => Manifests.Strictly("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replikas: 3 }\n"));

    [Fact]
    public void Silos_gateways_and_a_migration_run() => Assert.Equal(
        ["identitygrains-gateway", "identitygrains-migrate", "identitygrains-silo"],
        Manifests.Base.Pods().Select(p => p.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("base")]
    [InlineData("overlays/staging")]
    [InlineData("overlays/production")]
    public void Every_variable_is_a_setting_and_none_is_a_secret(string kustomization) => Offenders.None(
        "An environment variable is one that the product reads; passwords are mounted secrets.",
        from pod in Manifests.Base.Pods()
        from container in pod.Pod.AllContainers()
        from fault in Settings.Faults(container.Name, container.Environment(Manifests.Generated("base", kustomization)))
        select fault);

    [Fact]
    public void A_silo_advertises_the_address_of_its_pod() => Assert.Equal(
        "status.podIP", Silo.Containers.Single().Env.Single(e => e.Name == "IdentityGrains__AdvertisedAddress").ValueFrom.FieldRef.FieldPath);

    [Fact]
    public void Ports_are_the_same_in_settings_and_containers()
    {
        var settings = Silo.Containers.Single().Environment(Generated);
        Assert.Equal(
            new[] { "http", "silo", "client" }.Zip(["HttpPort", "SiloPort", "ClientPort"])
                .ToDictionary(p => p.First, p => settings["IdentityGrains__" + p.Second]),
            Silo.Containers.Single().Ports.ToDictionary(p => p.Name, p => p.ContainerPort.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Services_and_probes_name_ports_that_containers_have() => Offenders.None(
        "A target's name is a port's.",
        Manifests.Base.Of<V1Service>().SelectMany(s => s.Spec.Ports.Select(p => (s.Metadata.Name, Port: p.TargetPort.Value)))
            .Concat(Manifests.Base.Of<V1Deployment>().SelectMany(d => Probes(d.Spec.Template.Spec).Select(p => (d.Metadata.Name, Port: p.HttpGet.Port.Value))))
            .Where(target => Pod(target.Name).Containers.Single().Ports.All(p => p.Name != target.Port))
            .Select(target => $"{target.Name}: {target.Port}"));

    [Fact]
    public void Hosts_are_asked_whether_they_live_and_whether_they_are_ready() => Assert.All(
        Manifests.Base.Of<V1Deployment>().Select(d => d.Spec.Template.Spec), pod =>
        {
            Assert.Equal("/health/live", pod.Containers.Single().LivenessProbe.HttpGet.Path);
            Assert.Equal("/health/ready", pod.Containers.Single().ReadinessProbe.HttpGet.Path);
            Assert.True(pod.TerminationGracePeriodSeconds > Stopping.Seconds);
        });

    [Fact]
    public void Nobody_is_root_and_everybody_has_bounds() => Assert.All(Manifests.Base.Pods(), pod =>
    {
        Assert.True(pod.Pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.Pod.SecurityContext.SeccompProfile.Type);
        Assert.False(pod.Pod.AutomountServiceAccountToken);
        Assert.All(pod.Pod.AllContainers(), container =>
        {
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Contains("memory", container.Resources.Limits.Keys);
            Assert.Contains("cpu", container.Resources.Requests.Keys);
        });
    });

    [Fact]
    public void What_is_mounted_is_declared() => Offenders.None(
        "A mount names a volume of its pod.",
        from pod in Manifests.Base.Pods()
        from container in pod.Pod.AllContainers()
        from mount in container.VolumeMounts
        where pod.Pod.Volumes.All(v => v.Name != mount.Name)
        select $"{pod.Name}: {mount.Name}");

    [Fact]
    public void Disruptions_leave_silos_and_gateways_and_the_load_decides_how_many_gateways_there_are()
    {
        Assert.Equal(2, Manifests.Base.Of<V1PodDisruptionBudget>().Count());
        Assert.All(Manifests.Base.Of<V1PodDisruptionBudget>(), budget => Assert.Equal("1", budget.Spec.MaxUnavailable.Value));
        Assert.Equal("identitygrains-gateway", Manifests.Base.Of<V2HorizontalPodAutoscaler>().Single().Spec.ScaleTargetRef.Name);
        Assert.Null(Manifests.Base.Of<V1Deployment>("identitygrains-gateway").Single().Spec.Replicas);
    }

    private static V1PodSpec Pod(string name) => Manifests.Base.Pods().Single(p => p.Name == name).Pod;

    private static IEnumerable<V1Probe> Probes(V1PodSpec pod) =>
        pod.Containers.SelectMany(c => new[] { c.StartupProbe, c.LivenessProbe, c.ReadinessProbe });
}
