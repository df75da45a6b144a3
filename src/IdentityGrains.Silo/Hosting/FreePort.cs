using System.Net;
using System.Net.Sockets;

namespace IdentityGrains.Silo.Hosting;

/// <summary>Finds ports on this machine.</summary>
internal static class FreePort
{
    /// <summary>The wanted port, or any free one for 0.</summary>
    public static int Or(int wanted)
    {
        if (wanted != 0)
        {
            return wanted;
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
