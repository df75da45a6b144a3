using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// The journal's echo in PostgreSQL. A position is the number of the transaction and the row's place in it, and rows are read only behind the oldest
/// transaction that still runs: a sequence's numbers become visible out of their order, and a reader would pass over the late ones.
/// </summary>
internal sealed class PostgresFeed(PostgresSources sources, FeedNews news) : IFeed
{
    // After a restore into another server transactions count from lower again. A checkpoint from the future would hide everything that comes.
    private const string Reached =
        "CASE WHEN position >> 20 > pg_snapshot_xmax(pg_current_snapshot())::text::bigint THEN 0 ELSE position END";

    public async Task<IReadOnlyList<FeedRow>> Read(int group, long after, int limit, CancellationToken ct) => await sources.Hints.All(
        new Query(
            """
            SELECT position, customer, version, changed FROM ig.feed
            WHERE slot_group = $1 AND position > $2 AND position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 20
            ORDER BY position LIMIT $3
            """)
            .Bind(group).Bind(after).Bind(limit),
        row => new FeedRow(row.Int(0), row.Customer(1), row.Int(2), row.Text(3)), ct);

    public async Task<long> Checkpoint(int group, CancellationToken ct) =>
        await sources.Hints.One(new Query($"SELECT {Reached} FROM ig.feed_checkpoint WHERE slot_group = $1").Bind(group), row => row.Int(0), ct);

    public Task Advance(int group, long position, CancellationToken ct) => sources.Hints.Run(
        new Query(
            $"""
            WITH trimmed AS (DELETE FROM ig.feed WHERE slot_group = $1 AND position <= $2)
            INSERT INTO ig.feed_checkpoint AS c (slot_group, position) VALUES ($1, $2)
            ON CONFLICT (slot_group) DO UPDATE SET position = greatest({Reached.Replace("position", "c.position", StringComparison.Ordinal)}, excluded.position)
            """)
            .Bind(group).Bind(position), ct);

    public Task WaitForNews(int group, CancellationToken ct) => news.Wait(group, ct);
}
