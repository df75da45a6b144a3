using IdentityGrains.Connectors.Braze;
using IdentityGrains.Connectors.HubSpot;
using IdentityGrains.Connectors.Salesforce;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.SecurityEvents;
using IdentityGrains.Connectors.Segment;
using IdentityGrains.Connectors.Tests.Conformance;
using IdentityGrains.Connectors.Tests.Given;

namespace IdentityGrains.Connectors.Tests.BadInputs;

/// <summary>One of the product's connectors, and a server that answers what it writes with anything.</summary>
/// <param name="Towards">The connector; the address is a root without a slash at its end.</param>
/// <param name="Answering">The server. Whatever has to be asked before something is written is answered well.</param>
internal sealed record OneConnector(Func<string, IPlatformConnector> Towards, Func<string, RawServer> Answering)
{
    public OneConnector(Func<string, IPlatformConnector> towards)
        : this(towards, RawServer.Answering)
    {
    }
}

/// <summary>Each connector of the product, by its word in policy and configuration. One that is added without a line here fails a test.</summary>
internal static class EveryConnector
{
    private const string Token = "token";

    public static readonly IReadOnlyDictionary<string, OneConnector> ByKind = new Dictionary<string, OneConnector>(StringComparer.Ordinal)
    {
        ["webhook.standard"] = new(url => Webhook.To(url + "/hook")),
        [BrazeConnector.Kind] = new(url => new BrazeConnector(
            new BrazeSettings { Url = url, Credential = Token, AllowLoopbackHttp = true }, TimeProvider.System)),
        [HubSpotConnector.Kind] = new(url => new HubSpotConnector(
            new HubSpotSettings { Url = url, Credential = Token, AllowLoopbackHttp = true }, TimeProvider.System)),
        [SalesforceConnector.Kind] = new(url => new SalesforceConnector(
            new SalesforceSettings { Url = url, Credential = Token, AllowLoopbackHttp = true }, TimeProvider.System)),
        [ScimConnector.Kind] = new(url => ScimDesk.Connector(url), ScimDesk.Garbled),
        [SecurityEventConnector.Kind] = new(SecurityEvents),
        [SegmentConnector.Kind] = new(url => new SegmentConnector(
            new SegmentSettings { Url = url, Credential = Token, AllowLoopbackHttp = true }, TimeProvider.System)),
    };

    // Its key is read when it is made.
    private static SecurityEventConnector SecurityEvents(string url)
    {
        using var keys = new EventKeys();
        return new SecurityEventConnector(keys.Settings(url), TimeProvider.System);
    }
}
