using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace IdentityGrains.Gateway.Door;

/// <summary>Counts the connections of each address, and cuts off those beyond the limit, so that nobody takes all there are.</summary>
internal sealed class ConnectionsPerAddress(int limit)
{
    // Whoever has one address of IPv6 has 2^64 of them.
    private const int OwnersBytes = 8;

    private readonly Dictionary<IPAddress, int> _open = [];
    private readonly Lock _counting = new();

    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        if ((connection.RemoteEndPoint as IPEndPoint)?.Address is not { } remote)
        {
            await next(connection);
            return;
        }

        var owner = OwnerOf(remote);
        if (!Enter(owner))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(owner);
        }
    };

    private static IPAddress OwnerOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(OwnersBytes).Clear();
        return new IPAddress(bytes);
    }

    private bool Enter(IPAddress owner)
    {
        lock (_counting)
        {
            var open = _open.GetValueOrDefault(owner);
            if (open >= limit)
            {
                return false;
            }

            _open[owner] = open + 1;
            return true;
        }
    }

    private void Leave(IPAddress owner)
    {
        lock (_counting)
        {
            if (_open[owner] == 1)
            {
                _open.Remove(owner);
            }
            else
            {
                _open[owner]--;
            }
        }
    }
}
