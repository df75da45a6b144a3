using System.ComponentModel.DataAnnotations;

namespace IdentityGrains.Gateway.Door;

/// <summary>Settings of the HTTP door, section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Gateway";

    /// <summary>Requests served at once; more are answered 429. Default: 1024.</summary>
    [Range(1, 1_000_000)]
    public int ConcurrentRequests { get; set; } = 1024;

    /// <summary>Connections open at once; more are refused. Default: 8192.</summary>
    [Range(1, 1_000_000)]
    public long ConcurrentConnections { get; set; } = 8192;

    /// <summary>Streams of events open at once; more are answered 429. Default: 1024.</summary>
    [Range(1, 1_000_000)]
    public int EventStreams { get; set; } = 1024;

    /// <summary>
    /// Connections open at once from one address (of IPv6: from one /64); more are cut off. Behind a proxy, all come from its address. Default: 256.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 256;

    /// <summary>
    /// The names under which the server is asked, as the header <c>Host</c> says them, without port. Its own address needs none, nor does <c>localhost</c>
    /// on the same machine. Default: none.
    /// </summary>
    [HostNames]
    public IList<string> Hosts { get; } = [];

    /// <summary>Milliseconds within which the cluster must answer for the gateway to be ready. Default: 2000.</summary>
    [Range(1, 60_000)]
    public int ReadyWithinMilliseconds { get; set; } = 2000;
}
