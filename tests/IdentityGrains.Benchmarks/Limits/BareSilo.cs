using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace IdentityGrains.Benchmarks.Limits;

/// <summary>An Orleans silo with nothing of ours in it.</summary>
internal static class BareSilo
{
    // Below the ports that systems give to outgoing connections: one of those could be taken between here and the binding.
    private const int FirstPort = 20_000;
    private const int AfterLastPort = 31_000;

    public static async Task<IHost> Start(Action<ISiloBuilder> with, int? clientPort = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), clientPort ?? FreePort(), serviceId: "benchmark", clusterId: "benchmark");
            silo.Configure<EndpointOptions>(o => o.AdvertisedIPAddress = IPAddress.Loopback);
            with(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(FirstPort, AfterLastPort);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
