using System.Net;
using System.Net.Sockets;
using IdentityGrains.Cli.Tour;

namespace IdentityGrains.Cli.Tests.Tour;

public class PortsTests
{
    [Fact]
    public void A_port_in_use_is_passed_over()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.InRange(Ports.FirstFree(port), port + 1, port + 100);
    }
}
