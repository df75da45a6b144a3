using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;

namespace IdentityGrains.Silo.Hosting;

/// <summary>Finds ports on this machine.</summary>
internal static class FreePort
{
    // Below the ports that systems give to outgoing connections: one of those could be taken between here and the binding.
    private const int First = 20_000;
    private const int AfterLast = 32_000;
    private const int MostTries = 64;

    /// <summary>The wanted port, or any free one for 0.</summary>
    public static int Or(int wanted)
    {
        for (var tries = 0; wanted == 0 && tries < MostTries; tries++)
        {
            var drawn = RandomNumberGenerator.GetInt32(First, AfterLast);
            wanted = IsFree(drawn) ? drawn : 0;
        }

        return wanted != 0 ? wanted : throw new IOException($"No port between {First} and {AfterLast} is free on this machine.");
    }

    /// <summary>True for what is thrown where another process listens already: by Kestrel around it, by Orleans as it is.</summary>
    public static bool WasTaken(Exception thrown) =>
        thrown is AddressInUseException || (thrown.InnerException is { } inner && WasTaken(inner));

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
