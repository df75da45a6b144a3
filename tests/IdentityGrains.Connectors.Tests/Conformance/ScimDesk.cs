using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.Tests.Given;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>Simulated service desks that speak SCIM, and connectors towards them.</summary>
internal static class ScimDesk
{
    public static async Task<SimulatedVendor> Open(
        string variant = "", ulong seed = 1, Action<ScimSettings>? settings = null, TimeProvider? time = null)
    {
        var simulator = await Start("scim", seed, p => p with { Variant = variant });
        var connector = Connector(simulator.UrlOf(Platform), settings, time);
        return new SimulatedVendor(simulator, connector, connector.Reader, connector) { FaultsStrikeWrites = true };
    }

    public static ScimConnector Connector(string url, Action<ScimSettings>? change = null, TimeProvider? time = null)
    {
        var settings = new ScimSettings { Url = url, Credential = Token, AllowLoopbackHttp = true };
        change?.Invoke(settings);
        return new ScimConnector(settings, time ?? TimeProvider.System);
    }

    // Looking proves nothing to anybody: what cannot be understood is to be the answer to the change.
    /// <summary>A server that says well what it can do and that it knows nobody, and answers every change with these very bytes.</summary>
    public static RawServer Garbled(string answer)
    {
        RawServer server = null!;
        return server = new RawServer(e => e.Say(server.Requests.Last() switch
        {
            var r when r.StartsWith("GET /ServiceProviderConfig", StringComparison.Ordinal) =>
                Ok("""{"patch":{"supported":true},"bulk":{"supported":true,"maxOperations":9},"filter":{"supported":true}}"""),
            var r when r.StartsWith("GET ", StringComparison.Ordinal) => Ok("""{"totalResults":0}"""),
            _ => answer,
        }));
    }

    private static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
}
