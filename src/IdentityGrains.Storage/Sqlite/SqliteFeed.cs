using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The journal's echo in the embedded store. One connection writes, so positions are committed in their order and none appears late.</summary>
internal sealed class SqliteFeed(SqliteWriteLoop writes, SqliteReaders readers, FeedNews news) : IFeed
{
    public Task<IReadOnlyList<FeedRow>> Read(int group, long after, int limit, CancellationToken ct) =>
        readers.Read<IReadOnlyList<FeedRow>>(
            session =>
            {
                using var query = session.Prepare(
                    "SELECT position, customer, version, changed FROM feed WHERE slot_group = ? AND position > ? ORDER BY position LIMIT ?");
                return query.Bind(group).Bind(after).Bind(limit).All(row => new FeedRow(row.Int(0), row.Customer(1), row.Int(2), row.Text(3)));
            },
            ct);

    public Task<long> Checkpoint(int group, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare("SELECT position FROM feed_checkpoint WHERE slot_group = ?").Bind(group);
            return query.Step() ? query.Int(0) : 0;
        },
        ct);

    public Task Advance(int group, long position, CancellationToken ct) => writes.Write(
        session =>
        {
            using var checkpoint = session.Prepare(
                "INSERT INTO feed_checkpoint VALUES (?, ?) ON CONFLICT (slot_group) DO UPDATE SET position = max(position, excluded.position)");
            checkpoint.Bind(group).Bind(position).Run();
            using var trim = session.Prepare("DELETE FROM feed WHERE slot_group = ? AND position <= ?");
            return trim.Bind(group).Bind(position).Run();
        },
        ct);

    public Task WaitForNews(int group, CancellationToken ct) => news.Wait(group, ct);
}
