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

    /// <summary>Milliseconds within which the cluster must answer for the gateway to be ready. Default: 2000.</summary>
    [Range(1, 60_000)]
    public int ReadyWithinMilliseconds { get; set; } = 2000;
}
