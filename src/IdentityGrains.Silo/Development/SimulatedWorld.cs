using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Silo.Development;

/// <summary>Everything outside the product that is simulated in one process, as far as it was asked for.</summary>
public sealed class SimulatedWorld : IAsyncDisposable
{
    private const string Inbox = "inbox";

    private readonly SimulatedWorldPlan _options;

    private SimulatedWorld(SimulatedWorldPlan options) => _options = options;

    /// <summary>The shop's own system, and inboxes; null when they do not run here.</summary>
    public WebhookSimulator? Shop { get; private set; }

    /// <summary>Other vendors' platforms; null when they do not run here.</summary>
    public PlatformSimulator? Vendors { get; private set; }

    /// <summary>Starts what the options want.</summary>
    public static async Task<SimulatedWorld> StartAsync(SimulatedWorldPlan options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var world = new SimulatedWorld(options);
        try
        {
            world.Shop = options.Shop ? await SimulatedShop.StartAsync(options, ct) : null;
            world.Vendors = options.Vendors ? await SimulatedVendors.StartAsync(options, ct) : null;
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings that connect the product to it.</summary>
    /// <param name="productUrl">Where platforms reach the product, without a slash at the end.</param>
    public IReadOnlyDictionary<string, string?> Settings(string productUrl)
    {
        var shop = Shop is null ? [] : SimulatedShop.Settings(Shop, _options.DataFolder, productUrl);
        var vendors = Vendors is null ? [] : SimulatedVendors.Settings(Vendors, _options.DataFolder);
        return shop.Concat(vendors).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Lets something go wrong at a platform, or at the inbox, from now on.</summary>
    /// <param name="platform">The platform's name; <c>inbox</c> is the inbox.</param>
    /// <param name="fault">What goes wrong; one that does not fit, or no such platform, is an <see cref="ArgumentException"/>.</param>
    public void Inject(string platform, Fault fault)
    {
        if (platform == Inbox && Shop?.Inbox is { } inbox)
        {
            inbox.Inject(fault);
        }
        else if (Shop is not null && platform == SimulatedShop.Platform)
        {
            Shop.Inject(platform, fault);
        }
        else if (Vendors is not null)
        {
            Vendors.Inject(platform, fault);
        }
        else
        {
            throw new ArgumentException($"There is no platform {platform}.", nameof(platform));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Vendors is not null)
        {
            await Vendors.DisposeAsync();
        }

        if (Shop is not null)
        {
            await Shop.DisposeAsync();
        }
    }
}

/// <summary>What is simulated.</summary>
/// <param name="DataFolder">Where the keys lie by which the platforms know the product; they are made at the first start.</param>
public sealed record SimulatedWorldPlan(string DataFolder)
{
    /// <summary>The sample shop's own system, and the inboxes of its customers. Default: true.</summary>
    public bool Shop { get; init; } = true;

    /// <summary>Other vendors' platforms. Default: true.</summary>
    public bool Vendors { get; init; } = true;

    /// <summary>The port of the shop on 127.0.0.1; 0 takes any free one. Default: 0.</summary>
    public int ShopPort { get; init; }

    /// <summary>The port of the vendors on 127.0.0.1; 0 takes any free one. Default: 0.</summary>
    public int VendorsPort { get; init; }

    /// <summary>What every fault is drawn from. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;
}
