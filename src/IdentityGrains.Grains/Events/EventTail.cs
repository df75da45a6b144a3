using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Events;

/// <summary>
/// The feed's newest rows, read once for everybody in this process who waits for them: however many streams there are, the store is asked as often as for
/// one. Whoever is further behind asks the store himself until he is not.
/// </summary>
internal sealed class EventTail(IFeed feed, TimeProvider time) : IDisposable
{
    /// <summary>How many rows one read brings at most.</summary>
    public const int RowsPerRead = 256;

    /// <summary>How many rows are remembered for those who are a little behind.</summary>
    public const int RememberedRows = 4096;

    /// <summary>How old what was read may be, though nobody told of news. The feed tells of all; this bounds what a lost word would cost.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromSeconds(1);

    // Under load there is news at every commit. Read that often, the newest rows would cost as much as they did to write.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(25);

    // Whoever was alone and comes back after a while begins anew, and does not read what nobody waits for.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private volatile Seen? _seen;

    /// <summary>Rows after a position; waits for a while when there are none.</summary>
    public async Task<FeedPage> After(long position, TimeSpan patience, CancellationToken ct)
    {
        using var enough = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, ct);
        while (true)
        {
            var seen = await Look(position, ct);
            if (position < seen.From)
            {
                return await feed.Follow(position, RowsPerRead, ct);
            }

            if (position > seen.End.Row)
            {
                // The store was looked at just now and has not come to where the reader is: it was restored, and what the reader missed is not in it.
                return new FeedPage([], long.MaxValue);
            }

            var rows = seen.After(position);
            if (rows.Length > 0 || enough.IsCancellationRequested)
            {
                return new FeedPage(rows, 0);
            }

            await seen.News.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Where somebody begins who wants to be told of what happens from now on.</summary>
    public async Task<EventPosition> Now(CancellationToken ct) => (await Look(0, ct)).End;

    /// <summary>True when the position is known to be one of this feed, and everything after it to be there.</summary>
    public async Task<bool> Holds(EventPosition position, CancellationToken ct)
    {
        var seen = await Look(0, ct);
        if (position == seen.End || seen.Rows.Any(r => r.Position == position.Row && EventPosition.After(r) == position))
        {
            return true;
        }

        // The row first: one that is found now and trimmed after is looked for in vain later, and then its reader is told.
        var row = await feed.At(position.Row, ct);
        var trimmed = (await feed.Follow(long.MaxValue, 1, ct)).Trimmed;
        return row is null ? position.Row == trimmed : position.Row >= trimmed && EventPosition.After(row) == position;
    }

    public void Dispose() => _looking.Dispose();

    // Another silo may have told more already: whoever comes from there is no reason to wait for news.
    private async Task<Seen> Look(long position, CancellationToken ct)
    {
        if (_seen is { } recent && IsFresh(recent, position))
        {
            return recent;
        }

        await _looking.WaitAsync(ct);
        try
        {
            return _seen is { } meanwhile && IsFresh(meanwhile, position) ? meanwhile : _seen = await LookAgain(_seen, ct);
        }
        finally
        {
            _looking.Release();
        }
    }

    private bool IsFresh(Seen seen, long position) => position <= seen.End.Row && !seen.News.IsCompleted && time.GetElapsedTime(seen.At) < MostAge;

    private async Task<Seen> LookAgain(Seen? before, CancellationToken ct)
    {
        if (before is not null && Rest - time.GetElapsedTime(before.At) is { Ticks: > 0 } early)
        {
            await Task.Delay(early, time, ct);
        }

        // Asked before reading: what is committed between the two is news. Nobody's token: the answer is everybody's.
        var news = feed.WaitForNews(CancellationToken.None);
        var at = time.GetTimestamp();
        if (before is null || time.GetElapsedTime(before.At) > Forgotten)
        {
            before = await Begin(ct);
        }

        var (rows, end) = (before.Rows, before.End);
        while (true)
        {
            var page = await feed.Follow(end.Row, RowsPerRead, ct);
            if (page.Rows.Count > 0)
            {
                rows = [.. rows.Concat(page.Rows).TakeLast(RememberedRows)];
                end = EventPosition.After(page.Rows[^1]);
            }

            if (page.Rows.Count < RowsPerRead)
            {
                // What was dropped of the oldest rows is remembered no more, so whoever is before the first one asks the store.
                var from = rows.Length == RememberedRows ? rows[0].Position : before.From;
                return new Seen(from, rows, end, news, at);
            }
        }
    }

    private async Task<Seen> Begin(CancellationToken ct)
    {
        var end = await feed.Newest(ct) is { } newest
            ? EventPosition.After(newest)
            : new EventPosition((await feed.Follow(0, 1, ct)).Trimmed, 0);
        return new Seen(end.Row, [], end, Task.CompletedTask, 0);
    }

    // Every row after From, up to End.
    private sealed record Seen(long From, ImmutableArray<FeedRow> Rows, EventPosition End, Task News, long At)
    {
        public ImmutableArray<FeedRow> After(long position)
        {
            var (first, end) = (0, Rows.Length);
            while (first < end)
            {
                var middle = (first + end) / 2;
                (first, end) = Rows[middle].Position <= position ? (middle + 1, end) : (first, middle);
            }

            return Rows.Slice(first, Math.Min(Rows.Length - first, RowsPerRead));
        }
    }
}
