using IdentityGrains.Simulators.Protocols.Braze;
using IdentityGrains.Simulators.Protocols.HubSpot;
using IdentityGrains.Simulators.Protocols.Salesforce;
using IdentityGrains.Simulators.Protocols.Scim;
using IdentityGrains.Simulators.Protocols.SecurityEvents;
using IdentityGrains.Simulators.Protocols.Segment;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>The protocols that can be simulated.</summary>
internal static class SimulatedProtocols
{
    /// <summary>The protocol that options name.</summary>
    public static ISimulatedProtocol Of(SimulatedPlatformOptions platform) => platform.Own?.Invoke() ?? platform.Protocol switch
    {
        "braze" => new SimulatedBraze(),
        "hubspot" => new SimulatedHubSpot(platform),
        "salesforce" => new SimulatedSalesforce(),
        "secevent" => new SimulatedSecurityEvents(platform),
        "scim" => new SimulatedScim(platform.Variant),
        "segment" => new SimulatedSegment(),
        _ => throw new ArgumentException($"No protocol is called {platform.Protocol}.", nameof(platform)),
    };
}
