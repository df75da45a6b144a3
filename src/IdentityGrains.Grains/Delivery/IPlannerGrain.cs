using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Plans what platforms are to be told of the customers of one slot group. The key is the group.</summary>
[GrainInterfaceType("planner")]
internal interface IPlannerGrain : IGrainWithStringKey
{
    /// <summary>There may be something to plan. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();
}
