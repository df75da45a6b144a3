using System.Net;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace IdentityGrains.Silo.Hosting;

/// <summary>
/// Who this silo is to its cluster. The number of its life comes from the database's time: the cluster takes whoever has a smaller one than a dead silo had for
/// dead as well, so that one machine whose clock is an hour ahead would keep every other out for that hour.
/// </summary>
internal sealed class StoreDatedSilo : ILocalSiloDetails
{
    // As Orleans counts its own, in seconds, so that the two may be mixed in one cluster.
    private static readonly DateTimeOffset CountedFrom = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Made once, when the silo starts.</summary>
    public StoreDatedSilo(
        IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoints, IStoreClock clock)
    {
        (Name, ClusterId, DnsHostName) = (silo.Value.SiloName, cluster.Value.ClusterId, Dns.GetHostName());
        var ends = endpoints.Value;
        SiloAddress = SiloAddress.New(ends.AdvertisedIPAddress, ends.SiloPort, (int)(clock.Now - CountedFrom).TotalSeconds);
        GatewayAddress = ends.GatewayPort == 0 ? null! : SiloAddress.New(ends.AdvertisedIPAddress, ends.GatewayPort, 0);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string ClusterId { get; }

    /// <inheritdoc/>
    public string DnsHostName { get; }

    /// <inheritdoc/>
    public SiloAddress SiloAddress { get; }

    /// <inheritdoc/>
    public SiloAddress GatewayAddress { get; }
}
