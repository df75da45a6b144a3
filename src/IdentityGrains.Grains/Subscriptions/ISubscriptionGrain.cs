using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Subscriptions;

/// <summary>Tells one subscription of events. The key is its id.</summary>
[GrainInterfaceType("subscription")]
internal interface ISubscriptionGrain : IGrainWithStringKey
{
    /// <summary>There may be something to tell. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();

    /// <summary>It has another secret, or is over: what is remembered of it counts no more.</summary>
    [Alias("changed"), AlwaysInterleave]
    Task Changed();
}
