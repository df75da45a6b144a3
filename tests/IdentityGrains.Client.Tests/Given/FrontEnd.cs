using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>A front-end's host: it knows the package's registration and nothing beneath.</summary>
internal sealed class FrontEnd : IAsyncDisposable
{
    private readonly IHost _host;

    private FrontEnd(IHost host) => _host = host;

    public IIdentityGrains Identity => _host.Services.GetRequiredService<IIdentityGrains>();

    public IServiceProvider Services => _host.Services;

    /// <summary>One whose token is made anew whenever it is asked for.</summary>
    public static Task<FrontEnd> Start(Product product, Wire? wire = null) =>
        Start(product.ClientPort, _ => Task.FromResult(ServiceToken.OfJwt(product.Token(TimeProvider.System.GetUtcNow()))), wire);

    public static Task<FrontEnd> Start(int port, Func<CancellationToken, Task<ServiceToken>> credential, Wire? wire = null) =>
        Start(options => options.Gateways.Add($"127.0.0.1:{port}"), credential, wire);

    public static async Task<FrontEnd> Start(
        Action<IdentityGrainsClientOptions> reach, Func<CancellationToken, Task<ServiceToken>> credential, Wire? wire = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddIdentityGrainsClient(options =>
        {
            reach(options);
            options.Credential = credential;
        });
        if (wire is not null)
        {
            builder.Services.Configure<ClientConnectionOptions>(wire.Join);
        }

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
