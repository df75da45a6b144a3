using IdentityGrains.Connectors.Messages;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Messages;
using Orleans.Concurrency;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace IdentityGrains.Grains.Messages;

/// <summary>
/// Sends one slot group's messages to customers. The stream wakes it as soon as an entry is durable, the sweep when a retry is due or the wake-up was lost;
/// what there is to send stands in the store.
/// </summary>
[GrainType("messenger"), Reentrant]
[ImplicitStreamSubscription(FeedStreams.Namespace)]
internal sealed class MessengerGrain : Grain, IMessengerGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<FeedEvent>
{
    private readonly MessageRounds _rounds;

    /// <summary>Begins asleep.</summary>
    public MessengerGrain(
        IGrainContext context, IGrainFactory grains, IEnumerable<IMessagePort> ports, IMessages messages, IStoreClock clock, Instruments instruments,
        ILogger<MessengerGrain> logger)
    {
        var sender = new MessageSender(
            (row, ct) => grains.Internal(row.Customer).ComposeMessage(row.Message, ct), ports.LastOrDefault(), messages,
            clock, instruments, logger);
        _rounds = new MessageRounds(FeedStreams.GroupOf(context.GrainId.Key.ToString()!), messages, sender, clock, logger);
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        _rounds.Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<FeedEvent>().ResumeAsync(this);

    /// <inheritdoc/>
    public Task OnNextAsync(IList<SequentialItem<FeedEvent>> items) => items.Any(i => i.Item.OfVerification) ? Wake() : Task.CompletedTask;

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Wake();
}
