using IdentityGrains.Connectors.HubSpot;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>HubSpot, simulated, and the connector towards it.</summary>
internal static class HubSpotVendor
{
    public static async Task<SimulatedVendor> Begin(
        ulong seed = 1, string token = Token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change = null, Action<HubSpotSettings>? set = null)
    {
        var simulator = await Start("hubspot", seed, change);
        var connector = Connector(simulator.UrlOf(Platform), token, set);
        return new SimulatedVendor(simulator, connector, connector.Reader, connector);
    }

    public static HubSpotConnector Connector(string url, string token, Action<HubSpotSettings>? set = null)
    {
        var settings = Settings(url, token);
        set?.Invoke(settings);
        return new HubSpotConnector(settings, TimeProvider.System);
    }

    public static HubSpotSettings Settings(string url, string token) =>
        new() { Url = url, Credential = token, AllowLoopbackHttp = true, OurAppId = PlatformSimulator.ProductUser };
}
