using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// Looks, now and then and with one query, at what no commit of this silo tells it: the database's time, and what other silos committed to the feed. NOTIFY
/// would tell sooner, and have every commit of every silo wait for one lock.
/// </summary>
internal sealed class PostgresPulse : IAsyncDisposable
{
    // Behind the oldest transaction that still runs: what is in front of it may yet be overtaken by a row with a smaller position.
    private const string Look =
        """
        SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, g, f.position
        FROM generate_series(0, $1 - 1) AS g LEFT JOIN LATERAL (
            SELECT position FROM ig.feed
            WHERE slot_group = g AND position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 20 ORDER BY position DESC LIMIT 1
        ) f ON true
        """;

    private readonly Database _reads;
    private readonly PostgresClock _clock;
    private readonly FeedNews _news;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pause;
    private readonly long[] _announced = new long[Slots.Groups];
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    /// <summary>Starts looking.</summary>
    public PostgresPulse(Database reads, PostgresClock clock, FeedNews news, TimeProvider time, TimeSpan pause)
    {
        (_reads, _clock, _news, _time, _pause) = (reads, clock, news, time, pause);
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(LookAgain);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
    }

    /// <summary>Looks once.</summary>
    internal static async Task<IReadOnlyList<(int Group, long Position)>> Once(Database reads, PostgresClock clock, CancellationToken ct)
    {
        var asked = clock.Ask();
        var seen = await reads.All(
            new Query(Look).Bind(Slots.Groups), row => (Now: row.Int(0), Group: row.Small(1), Position: row.IsDBNull(2) ? 0 : row.Int(2)), ct);
        clock.Hear(asked, seen[0].Now);
        return [.. seen.Select(s => (s.Group, s.Position))];
    }

    private async Task LookAgain()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_pause, _time, _closing.Token);
                foreach (var (group, position) in await Once(_reads, _clock, _closing.Token))
                {
                    if (position > _announced[group])
                    {
                        _announced[group] = position;
                        _news.Announce(group);
                    }
                }
            }
            catch (Exception) when (!_closing.IsCancellationRequested)
            {
                // The clock says by itself when it was not told the time for too long; whoever reads finds out by himself that the store is away.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
