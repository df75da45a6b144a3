using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using IdentityGrains.Client.Hosting;
using IdentityGrains.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace IdentityGrains.Scenarios.Given;

/// <summary>A front-end of its own beside the product: an Orleans client, by the package that front-ends use.</summary>
public sealed class FrontEnd : IAsyncDisposable
{
    private readonly IHost _host;

    private FrontEnd(IHost host) => _host = host;

    public IIdentityGrains Identity => _host.Services.GetRequiredService<IIdentityGrains>();

    /// <summary>One that speaks as the shop's commerce system and waits for one answer no longer than half a second.</summary>
    public static async Task<FrontEnd> Start(Shop shop, Action<ILoggingBuilder> logging)
    {
        var port = shop.Product.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        logging(builder.Logging);
        builder.Services.AddIdentityGrainsClient(options =>
        {
            options.Gateways.Add($"127.0.0.1:{port}");
            options.TryTimeout = TimeSpan.FromSeconds(0.5);
            options.Credential = _ => Task.FromResult(
                ServiceToken.OfJwt(shop.Product.Issuer.ServiceToken(Sources.PrincipalOf("commerce"), shop.Time.GetUtcNow())));
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new FrontEnd(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
