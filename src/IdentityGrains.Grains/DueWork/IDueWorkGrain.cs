using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.DueWork;

/// <summary>Wakes the customers of one slot group whom time alone changes. The key is the group's.</summary>
[GrainInterfaceType("due-work")]
internal interface IDueWorkGrain : IGrainWithStringKey
{
    /// <summary>Something may be due. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();
}
