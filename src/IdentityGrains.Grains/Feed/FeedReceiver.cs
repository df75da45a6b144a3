using IdentityGrains.Storage.Journal;
using Orleans.Streams;

namespace IdentityGrains.Grains.Feed;

/// <summary>
/// Reads one slot group's committed rows in order. What was handed to consumers is remembered, and trimmed once it is old; after a crash the rows since are
/// read again. A read waits for news instead of coming back empty, so an event is on its way as soon as its commit is durable. One that follows another at once
/// rests first: under load a read costs the same for one row as for many.
/// </summary>
internal sealed class FeedReceiver(IFeed feed, int group, IStoreClock clock, TimeSpan retention, TimeProvider time) : IQueueAdapterReceiver, IDisposable
{
    /// <summary>How many rows one read brings at most.</summary>
    public const int RowsPerRead = 256;

    /// <summary>How many rows are trimmed at once at most. More than are written meanwhile, so that the feed does not grow.</summary>
    public const int RowsPerTrim = 16_384;

    private static readonly TimeSpan TrimPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();
    private long _read;
    private long _readAt;
    private long _trimmedAt;

    public async Task Initialize(TimeSpan timeout) => _read = await feed.Checkpoint(group, _stopping.Token);

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
    {
        var limit = maxCount <= 0 ? RowsPerRead : Math.Min(maxCount, RowsPerRead);
        try
        {
            if (time.GetElapsedTime(_readAt) is var since && since < Rest)
            {
                await Task.Delay(Rest - since, time, _stopping.Token);
            }

            // Asked before reading: what is committed between the two is news.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var news = feed.WaitForNews(group, patience.Token);
            var rows = await feed.Read(group, _read, limit, _stopping.Token);
            if (rows.Count == 0)
            {
                patience.CancelAfter(LongestWait);
                await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                rows = await feed.Read(group, _read, limit, _stopping.Token);
            }

            await patience.CancelAsync();
            if (rows.Count > 0)
            {
                _read = rows[^1].Position;
                _readAt = time.GetTimestamp();
            }

            return [.. rows.Select(r => new FeedBatch(group, r.Position, new FeedEvent(r.Customer, r.Version, r.Changed)))];
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return [];
        }
    }

    public async Task MessagesDeliveredAsync(IList<IBatchContainer> messages)
    {
        if (messages.Count > 0)
        {
            await feed.Advance(group, messages.Cast<FeedBatch>().Max(b => b.Position), CancellationToken.None);
        }

        if (time.GetElapsedTime(_trimmedAt) >= TrimPause)
        {
            _trimmedAt = time.GetTimestamp();
            await feed.Trim(group, clock.Now - retention, RowsPerTrim, CancellationToken.None);
        }
    }

    public Task Shutdown(TimeSpan timeout) => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();
}
