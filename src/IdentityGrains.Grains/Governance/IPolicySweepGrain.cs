using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Governance;

/// <summary>Visits the customers of one slot group after a policy came into force. The key is the group's.</summary>
[GrainInterfaceType("policy-sweep")]
internal interface IPolicySweepGrain : IGrainWithStringKey
{
    /// <summary>There may be somebody to visit. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();
}
