using Orleans.Metadata;

namespace IdentityGrains.Grains.Events;

/// <summary>Counts one principal's streams over all gateways. The key is a digest of the principal.</summary>
[GrainInterfaceType("event-streams")]
internal interface IEventStreamsGrain : IGrainWithStringKey
{
    /// <summary>True when the stream is one of those that the principal may have; it has to say again and again that it is there.</summary>
    [Alias("enter")]
    Task<bool> Enter(Guid stream);

    /// <summary>The stream is over.</summary>
    [Alias("leave")]
    Task Leave(Guid stream);
}
