using System.Net;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Protocols;
using IdentityGrains.Silo.Development;
using IdentityGrains.Silo.Operators;
using IdentityGrains.Silo.Settings;
using IdentityGrains.Storage;

namespace IdentityGrains.Silo.Hosting;

/// <summary>A process of the product: silo, gateway, dashboard and, where wanted, simulated platforms, or one role of these.</summary>
public sealed class ProductHost : IAsyncDisposable
{
    private const int MostDraws = 4;

    private readonly WebApplication _app;
    private readonly SimulatedWorld _world;

    private ProductHost(WebApplication app, ProductOptions options, string url, SimulatedWorld world)
    {
        _world = world;
        _app = app;
        DataFolder = Path.GetFullPath(options.DataFolder);
        Url = url;
        OperatorLink = app.Services.GetService<OperatorSignIn>()?.NewLink(url);
    }

    /// <summary>Where this machine reaches HTTP, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Where the store and its keys lie.</summary>
    public string DataFolder { get; }

    /// <summary>The link that lets one operator in, once; null where there is no dashboard.</summary>
    public string? OperatorLink { get; }

    /// <summary>The simulated shop, and the inboxes of its customers; null when they do not run here.</summary>
    public WebhookSimulator? Simulator => _world.Shop;

    /// <summary>The simulated platforms of other vendors; null when they do not run here.</summary>
    public PlatformSimulator? Vendors => _world.Vendors;

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts everything; when this returns, it answers.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="args">Further configuration, <c>--Section:Name=value</c>.</param>
    /// <param name="ct">Gives up starting.</param>
    public static async Task<ProductHost> StartAsync(ProductOptions options, string[] args, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Start(options, args, ct);
            }
            catch (Exception taken) when (tries < MostDraws && Draws(options) && FreePort.WasTaken(taken))
            {
                // Between the draw and the listening somebody else was faster: another draw is as good.
            }
        }
    }

    private static bool Draws(ProductOptions options) => options.HttpPort == 0 || options.SiloPort == 0 || options.ClientPort == 0;

    private static async Task<ProductHost> Start(ProductOptions options, string[] args, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        StartCheck.Require(options, builder.Configuration);
        var ports = new OrleansPorts(options);

        // The port is chosen before anything starts: platforms are told where to call back.
        var port = FreePort.Or(options.HttpPort);
        var address = IPAddress.Parse(options.HttpAddress);
        var url = "http://" + new IPEndPoint(Callable(address), port);
        var world = await SimulatedWorld.StartAsync(
            new SimulatedWorldPlan(options.DataFolder) { Shop = options.Simulators, Vendors = options.SimulatedVendors }, ct);
        WebApplication? app = null;
        IStore? store = null;
        try
        {
            builder.Configuration.AddInMemoryCollection(world.Settings(url));
            builder.WebHost.ConfigureKestrel(k => k.Listen(address, port));
            store = options.Role == HostRole.Gateway ? null : await Stores.Open(options, builder.Configuration, ct);
            if (options is { Store: StoreKind.Postgres, Role: not HostRole.Gateway })
            {
                await OtherCluster.Refuse(options, builder.Configuration, ct);
            }

            app = Product.Compose(builder, options, ports, store);
            var host = new ProductHost(app, options, url, world);
            await app.StartAsync(ct);
            return host;
        }
        catch
        {
            // Who does not start must not hold the store either.
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            if (store is not null)
            {
                await store.DisposeAsync();
            }

            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>A source's or a customer's token of the development issuer, when that is the one in use.</summary>
    public DevelopmentIssuer Issuer => _app.Services.GetRequiredService<DevelopmentIssuer>();

    /// <summary>The sources' signing keys beside that issuer's.</summary>
    public DevelopmentSources Sources => _app.Services.GetRequiredService<DevelopmentSources>();

    /// <summary>Completes when somebody asked the process to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    // The address that stands for all of a machine's is none that anybody could call.
    private static IPAddress Callable(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _world.DisposeAsync();
    }
}
