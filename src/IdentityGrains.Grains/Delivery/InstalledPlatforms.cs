using IdentityGrains.Connectors.Installed;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Grains.Delivery;

/// <summary>The platforms that the policy maps and a connector speaks to. A mapped platform without one is not installed: nothing is planned for it.</summary>
internal sealed class InstalledPlatforms(IConnectors connectors)
{
    /// <summary>The word for a platform that nothing can be told.</summary>
    public const string NotInstalled = "not_installed";

    /// <summary>How many partitions each platform's work is spread over.</summary>
    public const int Partitions = 4;

    private const int SlotsPerPartition = Slots.Count / Partitions;

    /// <summary>The mapped platforms with a connector, in the order of names.</summary>
    public IEnumerable<Platform> Of(Policy policy) =>
        policy.Platforms.Values.Where(p => IsInstalled(p.Name)).OrderBy(p => p.Name.Value, StringComparer.Ordinal);

    /// <summary>True when a connector speaks to the platform.</summary>
    public bool IsInstalled(PlatformName platform) => connectors.Find(platform) is not null;

    /// <summary>The connector of a platform.</summary>
    public InstalledConnector? Find(PlatformName platform) => connectors.Find(platform);

    /// <summary>The key of the connector grain that serves a customer on a platform.</summary>
    public static string KeyFor(PlatformName platform, CustomerId customer) => Key(platform, customer.Slot / SlotsPerPartition);

    /// <summary>The keys of all connector grains of a platform.</summary>
    public static IEnumerable<string> Keys(PlatformName platform) => Enumerable.Range(0, Partitions).Select(p => Key(platform, p));

    /// <summary>Platform, first slot and number of slots of a connector grain's key.</summary>
    public static (PlatformName Platform, int FirstSlot, int Slots) Parse(string key)
    {
        var cut = key.LastIndexOf('/');
        var partition = int.Parse(key.AsSpan(cut + 1), System.Globalization.CultureInfo.InvariantCulture);
        return (new PlatformName(key[..cut]), partition * SlotsPerPartition, SlotsPerPartition);
    }

    private static string Key(PlatformName platform, int partition) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{platform}/{partition}");
}
