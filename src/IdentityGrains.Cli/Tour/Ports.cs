using System.Net;
using System.Net.Sockets;

namespace IdentityGrains.Cli.Tour;

/// <summary>Finds a port that nobody listens on.</summary>
internal static class Ports
{
    private const int Tries = 100;

    /// <summary>The wanted port, or the next one that is free.</summary>
    public static int FirstFree(int wanted)
    {
        for (var port = wanted; port < Math.Min(wanted + Tries, IPEndPoint.MaxPort); port++)
        {
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new IOException($"No port from {wanted} on is free. Name another with --port.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
