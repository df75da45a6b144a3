using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace IdentityGrains.Scenarios.Given;

/// <summary>An Orleans client that reaches the shop's silo over TCP, as a front-end does. Nothing is attached to its calls but what a test attaches.</summary>
public sealed class Line : IAsyncDisposable
{
    private readonly IHost _host;

    private Line(IHost host) => _host = host;

    /// <summary>The grains at the other end.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Connects.</summary>
    public static async Task<Line> To(Shop shop)
    {
        var port = shop.Product.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort;
        var host = new HostBuilder()
            .UseOrleansClient(client => client.UseLocalhostClustering(port, serviceId: "identitygrains", clusterId: "identitygrains"))
            .Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new Line(host);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        RequestContext.Clear();
        await _host.StopAsync();
        _host.Dispose();
    }
}
