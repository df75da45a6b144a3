namespace IdentityGrains.Connectors.Subscriptions;

/// <summary>What this deployment permits of addresses that are told of events, section <c>Events:Receivers</c>.</summary>
public sealed class ReceiverOptions
{
    /// <summary>Ports other than 443 that addresses may name. Default: none.</summary>
    public IList<int> Ports { get; } = [];

    /// <summary>Permits plain http on any port, and loopback at all, for a receiver on this very machine. Default: false.</summary>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>Permits addresses that only exist inside a network (10.0.0.0/8, fd00::/8...), for a receiver in the same one. Default: false.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Looks a host's addresses up.</summary>
    internal Func<string, CancellationToken, Task<System.Net.IPAddress[]>> Resolve { get; set; } = System.Net.Dns.GetHostAddressesAsync;
}
