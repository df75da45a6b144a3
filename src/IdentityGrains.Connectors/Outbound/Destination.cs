using System.Net;
using System.Net.Sockets;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>Whereto a connection may go. The name is resolved here and the address checked is the address used, so no second resolution can differ.</summary>
/// <param name="settings">What the deployment permits.</param>
/// <param name="endpoint">The address that it is about.</param>
internal sealed class Destination(OutboundSettings settings, Uri endpoint)
{
    private const int Https = 443;

    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fec0::/10"),
    ];

    // Nobody's platform lives here, whatever the settings: cloud metadata and agents, which some clouds keep among private addresses (169.254.169.254,
    // 168.63.129.16, 100.100.100.200, fd00:ec2::254, fd20:ce::254), "this host", tests, multicast, reserved.
    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("fd00:ec2::254/128"), IPNetwork.Parse("fd20:ce::254/128"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("100::/64"),
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20"), IPNetwork.Parse("5f00::/16"),
        // Translations that would reach an IPv4 address past the checks above.
        IPNetwork.Parse("::/96"), IPNetwork.Parse("::ffff:0:0:0/96"), IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48"),
        IPNetwork.Parse("2002::/16"),
    ];

    private readonly bool _loopback = settings.AllowLoopbackHttp && endpoint.IsLoopback;

    /// <summary>
    /// Connects to one of the name's addresses. If only one of them is forbidden none is used: a name that leads inside at all is no platform's.
    /// </summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await settings.Resolve(host, ct);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (!PermitsPort(context.DnsEndPoint.Port) || !Array.TrueForAll(addresses, Permits))
        {
            throw new ForbiddenDestinationException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>True when the endpoint's name leads somewhere now, and nowhere where nothing may be. Connects to nothing.</summary>
    public async Task<bool> IsReachable(CancellationToken ct)
    {
        var addresses = await settings.Resolve(endpoint.IdnHost, ct);
        return addresses.Length > 0 && Array.TrueForAll(addresses, Permits);
    }

    /// <summary>True when a request may go to this port.</summary>
    internal bool PermitsPort(int port) => port == Https || (port > 0 && (_loopback || settings.Ports.Contains(port)));

    /// <summary>True when a request may go to this address.</summary>
    internal bool Permits(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain))
        {
            return _loopback;
        }

        return !Array.Exists(Never, n => n.Contains(plain))
            && (settings.AllowPrivateAddresses || !Array.Exists(Inside, n => n.Contains(plain)));
    }
}

/// <summary>The platform's name leads to an address where no platform may be.</summary>
internal sealed class ForbiddenDestinationException() : IOException("The platform's name leads to an address where no platform may be.");
