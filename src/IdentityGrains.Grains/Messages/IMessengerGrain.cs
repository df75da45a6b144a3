using Orleans.Concurrency;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Messages;

/// <summary>Sends the messages that entries owe the customers of one slot group. The key is the group's.</summary>
[GrainInterfaceType("messenger")]
internal interface IMessengerGrain : IGrainWithStringKey
{
    /// <summary>There may be something to send. Saying so too often does no harm.</summary>
    [Alias("wake"), OneWay, AlwaysInterleave]
    Task Wake();
}
