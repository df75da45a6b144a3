using System.Net;
using System.Net.Sockets;
using IdentityGrains.Silo.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>Ports that were free when they were drawn and are another's when somebody wants to listen.</summary>
public sealed class TakenPortTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("identitygrains-ports-").FullName;
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);
    private int _starts;

    public TakenPortTests() => _other.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        _other.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_host_that_may_choose_its_ports_chooses_again_when_somebody_was_faster()
    {
        await using var host = await Start(faster: 1);
        using var http = new HttpClient();

        Assert.Equal("{\"status\":\"live\"}", await http.GetStringAsync(new Uri(host.Url + "/health/live"), TestContext.Current.CancellationToken));
        Assert.Equal(2, _starts);
    }

    [Fact]
    public async Task A_host_that_is_late_each_time_says_so()
    {
        await Assert.ThrowsAsync<AddressInUseException>(() => Start(faster: int.MaxValue));

        Assert.Equal(4, _starts);
    }

    // Somebody listens on the silo's port at so many first starts.
    private Task<ProductHost> Start(int faster)
    {
        var options = new ProductOptions
        {
            DataFolder = _data, HttpPort = 0, DevelopmentIssuer = true, PolicyFile = Path.Combine(Repository.Root, "deploy", "sample", "policy.yaml"),
            ConfigureServices = services =>
            {
                if (++_starts <= faster)
                {
                    var taken = (IPEndPoint)_other.LocalEndpoint;
                    services.PostConfigure<EndpointOptions>(e => (e.SiloPort, e.SiloListeningEndpoint) = (taken.Port, taken));
                }
            },
        };
        return ProductHost.StartAsync(options, [], TestContext.Current.CancellationToken);
    }
}
