using IdentityGrains.Grains.Events;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace IdentityGrains.Grains.Feed;

/// <summary>
/// Feeds Orleans streams from the journal's own echo. Nobody publishes: an event exists exactly when its entry is durable, because both are one commit.
/// </summary>
internal sealed class FeedAdapter(string name, IFeed feed, IStoreClock clock, TimeSpan retention, TimeProvider time, ILoggerFactory loggers)
    : IQueueAdapterFactory, IQueueAdapter
{
    private readonly FeedQueues _queues = new();
    private readonly SimpleQueueAdapterCache _cache = new(new SimpleQueueCacheOptions(), name, loggers);

    public string Name => name;

    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    /// <summary>For <c>AddPersistentStreams</c>.</summary>
    public static IQueueAdapterFactory Create(IServiceProvider services, string name) =>
        new FeedAdapter(
            name, services.GetRequiredService<IFeed>(), services.GetRequiredService<IStoreClock>(),
            services.GetRequiredService<IOptions<EventOptions>>().Value.Retention, services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>());

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => _cache;

    public IStreamQueueMapper GetStreamQueueMapper() => _queues;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new FeedReceiver(feed, FeedQueues.GroupOf(queueId), clock, retention, time);

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        throw new NotSupportedException("The feed is written by commits of the journal, by nobody else.");
}
