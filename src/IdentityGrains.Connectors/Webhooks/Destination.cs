using System.Net;
using System.Net.Sockets;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Whereto a connection may go. The name is resolved here and the address checked is the address used, so no second resolution can differ.</summary>
internal sealed class Destination(EndpointSettings settings)
{
    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("fc00::/7"),
    ];

    // Nobody's platform lives here, whatever the settings: cloud metadata (169.254.169.254), "this host", multicast, reserved.
    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"), IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
        // Translations that would reach an IPv4 address past the checks above.
        IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("2002::/16"),
    ];

    private readonly bool _loopback = settings.AllowLoopbackHttp && settings.Endpoint.IsLoopback;

    /// <summary>Connects to the first permitted address that answers.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var permitted = addresses.Where(Permits).ToArray();
        if (permitted.Length == 0)
        {
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new ForbiddenDestinationException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>True when a delivery may go to this address.</summary>
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
