using IdentityGrains.Domain.Events;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Subscriptions;
using Row = IdentityGrains.Storage.Subscriptions.SubscriptionRow;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Subscriptions in the embedded store.</summary>
internal sealed class SqliteSubscriptions(SqliteWriteLoop writes, SqliteReaders readers, SubscriptionSecrets secrets) : ISubscriptions
{
    public async Task<bool> Add(Subscription subscription, ReadOnlyMemory<byte> secret, int most, CancellationToken ct)
    {
        var wrapped = await secrets.Wrap(subscription.Id, secret, ct);
        return await writes.Write(session => Insert(session, subscription, wrapped, most), ct);
    }

    public Task<IReadOnlyList<Subscription>> All(CancellationToken ct) => readers.Read<IReadOnlyList<Subscription>>(
        session =>
        {
            using var query = session.Prepare($"SELECT {Row.Columns} FROM subscription ORDER BY created_at, id");
            return query.All(Read);
        },
        ct);

    public Task<Subscription?> Find(string id, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare($"SELECT {Row.Columns} FROM subscription WHERE id = ?").Bind(id);
            return query.Step() ? Read(query) : null;
        },
        ct);

    public async Task<IReadOnlyList<byte[]>> Secrets(string id, DateTimeOffset now, CancellationToken ct)
    {
        var wrapped = await readers.Read(
            session =>
            {
                using var query = session.Prepare(
                    """
                    SELECT secret, secret_epoch FROM subscription WHERE id = ?1
                    UNION ALL SELECT previous, previous_epoch FROM subscription WHERE id = ?1 AND previous_until > ?2
                    """);
                return query.Bind(id).Bind(now).All(row => new WrappedKey(row.Int(1), row.Blob(0)));
            },
            ct);
        return await secrets.Unwrap(id, wrapped, ct);
    }

    public async Task<bool> Rotate(string id, string act, ReadOnlyMemory<byte> secret, DateTimeOffset until, CancellationToken ct)
    {
        var wrapped = await secrets.Wrap(id, secret, ct);
        return await writes.Write(
            session =>
            {
                using var update = session.Prepare(
                    """
                    UPDATE subscription
                    SET previous = secret, previous_epoch = secret_epoch, previous_until = ?, secret = ?, secret_epoch = ?, rotated_by = ?4
                    WHERE id = ? AND rotated_by IS NOT ?4
                    """);
                return update.Bind(until).Bind(wrapped.Bytes).Bind(wrapped.Epoch).Bind(act).Bind(id).Run() == 1;
            },
            ct);
    }

    public Task Move(Subscription after, CancellationToken ct) => writes.Write(
        session =>
        {
            using var update = session.Prepare(
                "UPDATE subscription SET state = ?, position = max(position, ?), failures = ?, due_at = ?, why = ? WHERE id = ?");
            return update.Bind((int)after.State).Bind(after.Position).Bind(after.Failures).Bind(after.DueAt).Bind(after.Why).Bind(after.Id).Run();
        },
        ct);

    public Task<bool> Remove(string id, CancellationToken ct) => writes.Write(
        session =>
        {
            using var delete = session.Prepare("DELETE FROM subscription WHERE id = ?");
            return delete.Bind(id).Run() == 1;
        },
        ct);

    private static bool Insert(SqliteSession session, Subscription one, WrappedKey wrapped, int most)
    {
        using var insert = session.Prepare(
            $"""
            INSERT INTO subscription ({Row.Columns}, secret, secret_epoch)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM subscription) < ?
            ON CONFLICT (id) DO NOTHING
            """);
        return insert.Bind(one.Id).Bind(one.Url).Bind(Row.Write(one.Types)).Bind(one.Description).Bind(one.CreatedAt).Bind(one.CreatedBy)
            .Bind((int)one.State).Bind(one.Position).Bind(one.Failures).Bind(one.DueAt).Bind(one.Why).Bind(wrapped.Bytes).Bind(wrapped.Epoch)
            .Bind(most).Run() == 1;
    }

    private static Subscription Read(Statement row) => new(
        row.Text(0), row.Text(1), Row.Types(row.Text(2)), row.Text(3), row.Instant(4), row.Text(5), (SubscriptionState)row.Small(6), row.Int(7),
        row.Small(8), row.Instant(9), row.IsNull(10) ? null : row.Text(10));
}
