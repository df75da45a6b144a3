using IdentityGrains.Domain.Events;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace IdentityGrains.Grains.Feed;

/// <summary>That a customer has a new version, and names of what changed. Never a value: whoever needs one asks the customer with a purpose.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Version">The version that is there at least.</param>
/// <param name="Changed">Names of what changed, comma separated.</param>
[GenerateSerializer, Immutable, Alias("feed-event")]
public sealed record FeedEvent([property: Id(0)] CustomerId Customer, [property: Id(1)] long Version, [property: Id(2)] string Changed)
{
    /// <summary>True when a verification moved, so that something may be owed to the customer.</summary>
    public bool OfVerification => Changed.Contains(EventTypes.OfVerification, StringComparison.Ordinal);
}

/// <summary>One row of the feed on its way to consumers. Its token is the row's position, so a redelivery carries the same.</summary>
[GenerateSerializer, Alias("feed-batch")]
internal sealed class FeedBatch(int group, long position, FeedEvent happened) : IBatchContainer
{
    [Id(0)]
    public int Group { get; } = group;

    [Id(1)]
    public long Position { get; } = position;

    [Id(2)]
    public FeedEvent Happened { get; } = happened;

    public StreamId StreamId => FeedStreams.Of(Group);

    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(Position);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        Happened is T wanted ? [Tuple.Create(wanted, SequenceToken)] : [];

    public bool ImportRequestContext() => false;
}
