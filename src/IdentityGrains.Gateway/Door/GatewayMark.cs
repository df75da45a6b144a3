namespace IdentityGrains.Gateway.Door;

/// <summary>Marks an endpoint as the gateway's. A host of all roles has others, which keep their own manners.</summary>
internal sealed class GatewayMark
{
    private static readonly GatewayMark Mark = new();

    public static void Put(EndpointBuilder endpoint) => endpoint.Metadata.Add(Mark);

    /// <summary>True for our endpoints, and for requests that no endpoint takes: unknown addresses, wrong methods, wrong media types.</summary>
    public static bool Covers(HttpContext http) =>
        http.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<GatewayMark>() is not null;
}
