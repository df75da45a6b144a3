using k8s.Models;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>Who may reach whom. The ports between silos and for clients ask for certificates, and nobody else comes near them.</summary>
public sealed class NetworkPolicyTests
{
    private const string Component = "app.kubernetes.io/component";

    private static readonly Dictionary<string, string> Settings = Manifests.Generated("base")["identitygrains-silo"];

    private static readonly string SiloPort = Settings["IdentityGrains__SiloPort"];
    private static readonly string ClientPort = Settings["IdentityGrains__ClientPort"];

    [Fact]
    public void Silos_reach_silos_and_gateways_reach_their_client_port_only()
    {
        Assert.Equal(["silo"], Callers(SiloPort));
        Assert.Equal(["gateway", "silo"], Callers(ClientPort));
    }

    [Fact]
    public void Whoever_may_be_called_by_somebody_may_be_called_by_him_as_far_as_he_is_concerned()
    {
        Assert.Equal(["silo"], Calling(SiloPort));
        Assert.Equal(["gateway", "silo"], Calling(ClientPort));
    }

    [Fact]
    public void What_no_policy_names_is_refused()
    {
        var nothing = Policy("identitygrains-nothing-else");
        Assert.Equal(["Ingress", "Egress"], nothing.Spec.PolicyTypes);
        Assert.Equal(["app.kubernetes.io/name"], nothing.Spec.PodSelector.MatchLabels.Keys);
        Assert.Null(nothing.Spec.Ingress);
        Assert.Null(nothing.Spec.Egress);
    }

    [Fact]
    public void A_rule_without_callers_is_the_gateways_HTTP_only() => Assert.Equal(
        ["identitygrains-gateway 8080"],
        from policy in Manifests.Base.Of<V1NetworkPolicy>()
        from rule in policy.Spec.Ingress ?? []
        where rule.FromProperty is null
        select $"{policy.Metadata.Name} {string.Join(' ', rule.Ports.Select(p => p.Port.Value))}");

    private static IEnumerable<string> Callers(string port) =>
        from rule in Policy("identitygrains-silo").Spec.Ingress
        where rule.Ports.Any(p => p.Port.Value == port)
        from peer in rule.FromProperty
        orderby peer.PodSelector.MatchLabels[Component]
        select peer.PodSelector.MatchLabels[Component];

    private static IEnumerable<string> Calling(string port) =>
        from policy in Manifests.Base.Of<V1NetworkPolicy>()
        from rule in policy.Spec.Egress ?? []
        where rule.Ports.Any(p => p.Port.Value == port)
        let caller = policy.Spec.PodSelector.MatchLabels[Component]
        orderby caller
        where rule.To.Single().PodSelector.MatchLabels[Component] == "silo"
        select caller;

    private static V1NetworkPolicy Policy(string name) => Manifests.Base.Of<V1NetworkPolicy>(name).Single();
}
