using Orleans.Streams;

namespace IdentityGrains.Grains.Feed;

/// <summary>One queue per slot group, spread evenly over the ring on which silos share the reading.</summary>
internal sealed class FeedQueues : IConsistentRingStreamQueueMapper
{
    private readonly QueueId[] _queues =
        [.. Enumerable.Range(0, Slots.Groups).Select(g => QueueId.GetQueueId(FeedStreams.Provider, (uint)g, (uint)g * (uint.MaxValue / Slots.Groups)))];

    public IEnumerable<QueueId> GetAllQueues() => _queues;

    public QueueId GetQueueForStream(StreamId streamId) => _queues[FeedStreams.GroupOf(streamId.GetKeyAsString())];

    public IEnumerable<QueueId> GetQueuesForRange(IRingRange range) => _queues.Where(q => range.InRange(q.GetUniformHashCode()));

    /// <summary>The slot group that a queue carries.</summary>
    public static int GroupOf(QueueId queue) => (int)queue.GetNumericId();
}
