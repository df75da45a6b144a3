using System.Collections.ObjectModel;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Silo.Development;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Mutants;
using IdentityGrains.Torture.Platforms;

namespace IdentityGrains.Torture.Hosts;

/// <summary>The product as real processes, of one binary as it ships, over a store of its own. All of it ends with the run.</summary>
internal sealed class ProductUnderTest : IAsyncDisposable
{
    public const string ClusterId = "torture";

    private const int PortsPerHost = 3;

    // Hexadecimal, 32 MiB for each core: a server's collector lets short-lived objects fill as much as the processor's last cache, up to hundreds of MiB,
    // before it looks at them. Of such a process nobody could say whether it holds what it occupies (C-9).
    private const string YoungBytes = "2000000";

    private readonly DirectoryInfo _folder;

    private ProductUnderTest(DirectoryInfo folder, ProductLayout layout, IStoreUnderTest store) => (_folder, Layout, Store) = (folder, layout, store);

    public ProductLayout Layout { get; }

    public IStoreUnderTest Store { get; }

    /// <summary>The hosts' networks; null when they share the machine's.</summary>
    public Networks? Networks { get; private set; }

    /// <summary>What the hosts prove to each other by; null when there is only one.</summary>
    public ClusterCertificates? Certificates { get; private set; }

    /// <summary>The last silo's way to the database; null when it has none of its own.</summary>
    public StoreRoad? Road { get; private set; }

    /// <summary>The platform that is told; null when none is.</summary>
    public PlatformUnderTest? Platform { get; private set; }

    /// <summary>The platforms that are tortured; null when none are.</summary>
    public PlatformsUnderTorture? Tortured { get; private set; }

    public DevelopmentIssuer Issuer { get; private set; } = null!;

    /// <summary>The hosts: silos first.</summary>
    public IReadOnlyList<ProductProcess> Hosts { get; private set; } = [];

    /// <summary>Those of them that are silos.</summary>
    public IEnumerable<ProductProcess> Silos => Hosts.Take(Layout.Silos);

    public static string PolicyFile => Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml");

    /// <summary>Starts everything; when this returns, every host takes calls.</summary>
    /// <param name="layout">What to start.</param>
    /// <param name="random">Chooses ports.</param>
    /// <param name="artifacts">Where logs are kept.</param>
    public static async Task<ProductUnderTest> Start(ProductLayout layout, Random random, string artifacts)
    {
        var folder = Directory.CreateTempSubdirectory("ig-torture-");
        var data = Path.Combine(folder.FullName, "data");
        var keys = Path.Combine(data, "keys");
        IStoreUnderTest store = layout.Postgres ? await ServerStore.Start(keys, layout.DiskInMegabytes) : new EmbeddedStore(data);
        var product = new ProductUnderTest(folder, layout, store);
        try
        {
            product.Networks = layout.Networks ? await Torture.Hosts.Networks.Make(layout.Silos + layout.Gateways) : null;
            product.Certificates = layout.Postgres ? new ClusterCertificates(Path.Combine(folder.FullName, "certificates"), ClusterId) : null;
            var ports = Ports.Take((layout.Silos + layout.Gateways) * PortsPerHost, random);
            product.Road = layout.Relayed && store is ServerStore relayed ? relayed.Road(product.Networks, layout.Silos - 1) : null;
            product.Platform = layout.Platform ? await PlatformUnderTest.Start(product.Networks) : null;
            product.Tortured = layout.Tortured.Count == 0 ? null
                : await PlatformsUnderTorture.Start(layout.Tortured, random.Next(), Path.Combine(folder.FullName, "credentials"));
            if (layout.Policy is { } policy)
            {
                await File.WriteAllTextAsync(product.PolicyAtStart, policy);
            }

            product.Hosts = [.. ports.Chunk(PortsPerHost).Select((p, i) => product.Host(i, p, ports[0], data, artifacts))];

            if (layout.Mutant?.Schema is { } change && store is ServerStore server)
            {
                await server.Execute(change);
            }

            // Whoever starts first makes the keys; the others find them.
            await product.Hosts[0].Start();
            await Task.WhenAll(product.Hosts.Skip(1).Select(h => h.Start()));
            product.Issuer = DevelopmentIssuer.Open(data, new TrustOptions());
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops every host, as an operator would; what is left is the store.</summary>
    public async Task Stop()
    {
        foreach (var host in Hosts.Reverse().Where(h => h.Id is not null))
        {
            await host.Stop();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            host.Dispose();
        }

        if (Road is not null)
        {
            await Road.DisposeAsync();
        }

        if (Platform is not null)
        {
            await Platform.DisposeAsync();
        }

        if (Tortured is not null)
        {
            await Tortured.DisposeAsync();
        }

        if (Networks is not null)
        {
            await Networks.DisposeAsync();
        }

        Certificates?.Dispose();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string PolicyAtStart => Path.Combine(_folder.FullName, "policy.yaml");

    private ProductProcess Host(int number, int[] ports, int first, string data, string artifacts)
    {
        var isSilo = number < Layout.Silos;
        var settings = new Dictionary<string, string>(Store.Settings, StringComparer.Ordinal)
        {
            ["IdentityGrains__DataFolder"] = data,
            ["IdentityGrains__PolicyFile"] = Layout.Policy is null ? PolicyFile : PolicyAtStart,
            ["IdentityGrains__Role"] = isSilo ? "All" : "Gateway",
            ["IdentityGrains__ClusterId"] = ClusterId,
            ["IdentityGrains__HttpPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["IdentityGrains__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["IdentityGrains__ClientPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["IdentityGrains__DevelopmentIssuer"] = "true",
            ["DOTNET_GCgen0size"] = YoungBytes,
        };
        var address = Networks?.AddressOf(number) ?? "127.0.0.1";
        (settings["IdentityGrains__HttpAddress"], settings["IdentityGrains__AdvertisedAddress"]) = (address, address);
        if (Layout.Mutant is { } mutant)
        {
            settings["DOTNET_STARTUP_HOOKS"] = typeof(Mutant).Assembly.Location;
            settings[Mutant.Variable] = mutant.Number.ToString(CultureInfo.InvariantCulture);
        }

        if (Road is not null && Road.Host == number)
        {
            Road.Lead(settings);
        }

        Platform?.Install(settings, number, address, ports[0]);

        // One door for all callbacks, as behind one name: it is part of what is told, and so of a delivery's id.
        Tortured?.Install(settings, $"http://127.0.0.1:{first}");
        foreach (var (name, value) in (Certificates?.Settings(isSilo) ?? ReadOnlyDictionary<string, string>.Empty).Concat(Layout.Settings))
        {
            settings[name] = value;
        }

        return new ProductProcess($"http://{address}:{ports[0]}", settings, Path.Combine(artifacts, $"{(isSilo ? "silo" : "gateway")}-{number}.log"))
        {
            Within = Networks?.Inside(number) ?? [], Supervised = true,
        };
    }
}
