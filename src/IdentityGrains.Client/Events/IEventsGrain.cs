using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Events;

/// <summary>Tells of what happens to customers, in names and versions. The key is 0.</summary>
[GrainInterfaceType("events")]
public interface IEventsGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The events after a position, waited for for a moment when there are none. Whoever asks on from each answer's position is told of everything, as long
    /// as it is kept.
    /// </summary>
    /// <param name="stream">Names the caller's stream: one stream asks again and again under one name.</param>
    /// <param name="after">A position that an answer gave; null for now.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("next")]
    Task<EventsAnswer> Next(Guid stream, string? after, CancellationToken ct = default);

    /// <summary>The stream is over, so that another one may begin.</summary>
    [Alias("leave")]
    Task Leave(Guid stream, CancellationToken ct = default);
}
