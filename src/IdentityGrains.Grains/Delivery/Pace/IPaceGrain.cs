using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Delivery.Pace;

/// <summary>One platform's limiter: it leases leave to make requests to the partitions that send. The key is the platform's name.</summary>
[GrainInterfaceType("pace")]
internal interface IPaceGrain : IGrainWithStringKey
{
    /// <summary>Asks for leave; what is not granted is asked for again.</summary>
    [Alias("lease")]
    Task<PaceLease> Lease(int urgent, int others);

    /// <summary>Says what requests came back with.</summary>
    [Alias("hear"), OneWay]
    Task Hear(PaceNews news);
}
