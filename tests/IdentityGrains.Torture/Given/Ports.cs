using System.Collections.Concurrent;
using System.Net.Sockets;

namespace IdentityGrains.Torture.Given;

/// <summary>
/// Ports that stay the product's while it is dead. They lie below the range from which the system takes ports for outgoing connections: a callback
/// that is tried meanwhile could otherwise be given the very port that it calls, and would reach itself. No two tests get the same one: those that begin
/// together with one seed would both find it free; nor does a product that draws its own, which begins where these end.
/// </summary>
internal static class Ports
{
    private const int First = 18_000;
    private const int Beyond = 20_000;

    private static readonly ConcurrentDictionary<int, bool> Given = [];

    public static int[] Take(int count, Random random)
    {
        var taken = new List<int>();
        while (taken.Count < count)
        {
            var port = random.Next(First, Beyond);
            if (IsFree(port) && Given.TryAdd(port, true))
            {
                taken.Add(port);
            }
        }

        return [.. taken];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
