using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// The journal's echo in PostgreSQL. A position is the number of the transaction and the row's place in it, and rows are read only behind the oldest
/// transaction that still runs: a sequence's numbers become visible out of their order, and a reader would pass over the late ones.
/// </summary>
internal sealed class PostgresFeed(PostgresSources sources, FeedNews news) : IFeed
{
    private const string Columns = "position, customer, version, changed, at";

    private const string Readable = "position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 20";

    // After a restore into another server transactions count from lower again. A checkpoint from the future would hide everything that comes.
    private const string Reached =
        "CASE WHEN position >> 20 > pg_snapshot_xmax(pg_current_snapshot())::text::bigint THEN 0 ELSE position END";

    public async Task<IReadOnlyList<FeedRow>> Read(int group, long after, int limit, CancellationToken ct) => await sources.Hints.All(
        new Query($"SELECT {Columns} FROM ig.feed WHERE slot_group = $1 AND position > $2 AND {Readable} ORDER BY position LIMIT $3")
            .Bind(group).Bind(after).Bind(limit),
        Row, ct);

    public async Task<long> Checkpoint(int group, CancellationToken ct) =>
        await sources.Hints.One(new Query($"SELECT {Reached} FROM ig.feed_checkpoint WHERE slot_group = $1").Bind(group), row => row.Int(0), ct);

    public Task Advance(int group, long position, CancellationToken ct) => sources.Hints.Run(
        new Query(
            $"""
            INSERT INTO ig.feed_checkpoint AS c (slot_group, position) VALUES ($1, $2)
            ON CONFLICT (slot_group) DO UPDATE SET position = greatest({Reached.Replace("position", "c.position", StringComparison.Ordinal)}, excluded.position)
            """)
            .Bind(group).Bind(position), ct);

    public Task WaitForNews(int group, CancellationToken ct) => news.Wait(group, ct);

    // Group by group, along the one index that there is: another one, for all of them, would be a write more for every entry.
    public async Task<FeedPage> Follow(long after, int limit, CancellationToken ct)
    {
        var rows = await sources.Reads.All(
            new Query(
                $"""
                SELECT {Columns} FROM generate_series(0, $1 - 1) AS g CROSS JOIN LATERAL (
                    SELECT {Columns} FROM ig.feed WHERE slot_group = g AND position > $2 AND {Readable} ORDER BY position LIMIT $3
                ) f ORDER BY position LIMIT $3
                """)
                .Bind(Slots.Groups).Bind(after).Bind(limit),
            Row, ct);

        // After the rows: what was not trimmed now was there when they were read.
        var trimmed = await sources.Reads.One(new Query("SELECT coalesce(max(trimmed), 0) FROM ig.feed_checkpoint"), row => row.Int(0), ct);
        return new FeedPage(rows, trimmed);
    }

    public Task<FeedRow?> At(long position, CancellationToken ct) => Last($"position = $2 AND {Readable}", position, ct);

    public Task<FeedRow?> Newest(CancellationToken ct) => Last($"position > $2 AND {Readable}", 0, ct);

    public async Task<int> Trim(int group, DateTimeOffset before, int limit, CancellationToken ct) => await sources.Hints.One(
        new Query(
            """
            WITH oldest AS MATERIALIZED (
                SELECT f.position, f.at FROM ig.feed_checkpoint c CROSS JOIN LATERAL (
                    SELECT position, at FROM ig.feed WHERE slot_group = $1 AND position > c.trimmed AND position <= c.position ORDER BY position LIMIT $3
                ) f WHERE c.slot_group = $1
            ), last AS MATERIALIZED (
                -- They end before the first one that is too young, whatever comes after it: positions and times need not agree to the last.
                SELECT max(position) AS position FROM oldest
                WHERE position < coalesce((SELECT min(position) FROM oldest WHERE at >= $2), 9223372036854775807)
            ), noted AS (
                UPDATE ig.feed_checkpoint c SET trimmed = last.position FROM last WHERE c.slot_group = $1 AND last.position IS NOT NULL
            ), removed AS (
                DELETE FROM ig.feed f USING last WHERE f.slot_group = $1 AND f.position <= last.position RETURNING 1
            )
            SELECT count(*)::int FROM removed
            """)
            .Bind(group).Bind(before).Bind(limit),
        row => row.Small(0), ct);

    public Task WaitForNews(CancellationToken ct) => news.Wait(FeedNews.Any, ct);

    private async Task<FeedRow?> Last(string where, long position, CancellationToken ct)
    {
        var rows = await sources.Reads.All(
            new Query(
                $"""
                SELECT {Columns} FROM generate_series(0, $1 - 1) AS g CROSS JOIN LATERAL (
                    SELECT {Columns} FROM ig.feed WHERE slot_group = g AND {where} ORDER BY position DESC LIMIT 1
                ) f ORDER BY position DESC LIMIT 1
                """)
                .Bind(Slots.Groups).Bind(position),
            Row, ct);
        return rows.SingleOrDefault();
    }

    private static FeedRow Row(NpgsqlDataReader row) => new(row.Int(0), row.Customer(1), row.Int(2), row.Text(3), row.Instant(4));
}
