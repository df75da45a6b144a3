using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The journal's echo in the embedded store. One connection writes, so positions are committed in their order and none appears late.</summary>
internal sealed class SqliteFeed(SqliteWriteLoop writes, SqliteReaders readers, FeedNews news) : IFeed
{
    private const string Columns = "position, customer, version, changed, at";

    public Task<IReadOnlyList<FeedRow>> Read(int group, long after, int limit, CancellationToken ct) =>
        readers.Read<IReadOnlyList<FeedRow>>(
            session =>
            {
                using var query = session.Prepare($"SELECT {Columns} FROM feed WHERE slot_group = ? AND position > ? ORDER BY position LIMIT ?");
                return query.Bind(group).Bind(after).Bind(limit).All(Row);
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
                """
                INSERT INTO feed_checkpoint (slot_group, position) VALUES (?, ?)
                ON CONFLICT (slot_group) DO UPDATE SET position = max(position, excluded.position)
                """);
            return checkpoint.Bind(group).Bind(position).Run();
        },
        ct);

    public Task WaitForNews(int group, CancellationToken ct) => news.Wait(group, ct);

    public Task<FeedPage> Follow(long after, int limit, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare($"SELECT {Columns} FROM feed WHERE position > ? ORDER BY position LIMIT ?");
            var rows = query.Bind(after).Bind(limit).All(Row);

            // After the rows: what was not trimmed now was there when they were read.
            using var trimmed = session.Prepare("SELECT coalesce(max(trimmed), 0) FROM feed_checkpoint");
            trimmed.Step();
            return new FeedPage(rows, trimmed.Int(0));
        },
        ct);

    public Task<FeedRow?> At(long position, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare($"SELECT {Columns} FROM feed WHERE position = ?").Bind(position);
            return query.Step() ? Row(query) : null;
        },
        ct);

    public Task<FeedRow?> Newest(CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare($"SELECT {Columns} FROM feed ORDER BY position DESC LIMIT 1");
            return query.Step() ? Row(query) : null;
        },
        ct);

    public Task<int> Trim(int group, DateTimeOffset before, int limit, CancellationToken ct) => writes.Write(
        session =>
        {
            // The oldest rows end before the first one that is too young, whatever comes after it: positions and times need not agree to the last.
            using var oldest = session.Prepare(
                """
                SELECT f.position, f.at FROM feed f JOIN feed_checkpoint c ON c.slot_group = f.slot_group
                WHERE f.slot_group = ? AND f.position > c.trimmed AND f.position <= c.position ORDER BY f.position LIMIT ?
                """);
            var old = oldest.Bind(group).Bind(limit).All(row => (Position: row.Int(0), At: row.Instant(1))).TakeWhile(r => r.At < before).ToArray();
            if (old.Length == 0)
            {
                return 0;
            }

            using var note = session.Prepare("UPDATE feed_checkpoint SET trimmed = ? WHERE slot_group = ?");
            note.Bind(old[^1].Position).Bind(group).Run();
            using var trim = session.Prepare("DELETE FROM feed WHERE slot_group = ? AND position <= ?");
            return trim.Bind(group).Bind(old[^1].Position).Run();
        },
        ct);

    public Task WaitForNews(CancellationToken ct) => news.Wait(FeedNews.Any, ct);

    private static FeedRow Row(Statement row) => new(row.Int(0), row.Customer(1), row.Int(2), row.Text(3), row.Instant(4));
}
