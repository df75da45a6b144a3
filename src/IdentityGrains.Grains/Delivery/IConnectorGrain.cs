using IdentityGrains.Client.Acknowledgements;
using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Brings one platform's copies of a partition of the customers up to date. The key is platform and partition.</summary>
[GrainInterfaceType("connector")]
internal interface IConnectorGrain : IGrainWithStringKey
{
    /// <summary>There may be something to send. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();

    /// <summary>The platform says that it applied a version of a delivery.</summary>
    [Alias("acknowledge")]
    Task<AckVerdict> Acknowledge(CustomerId customer, string deliveryId, long version, CancellationToken ct);
}
