using IdentityGrains.Domain.Events;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Subscriptions;
using Npgsql;
using Row = IdentityGrains.Storage.Subscriptions.SubscriptionRow;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Subscriptions in PostgreSQL.</summary>
internal sealed class PostgresSubscriptions(PostgresSources sources, SubscriptionSecrets secrets) : ISubscriptions
{
    private const string AddOne =
        $"""
        INSERT INTO ig.subscription ({Row.Columns}, secret, secret_epoch)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 WHERE (SELECT count(*) FROM ig.subscription) < $14
        ON CONFLICT (id) DO NOTHING RETURNING 1
        """;

    // Two who add at once would each find the last place free. In a statement of its own: one that waits within another counts what was there before.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(4920553)";

    public async Task<bool> Add(Subscription subscription, ReadOnlyMemory<byte> secret, int most, CancellationToken ct)
    {
        var wrapped = await secrets.Wrap(subscription.Id, secret, ct);
        var insert = new Query(AddOne).Bind(subscription.Id).Bind(subscription.Url).Bind(Row.Write(subscription.Types)).Bind(subscription.Description)
            .Bind(subscription.CreatedAt).Bind(subscription.CreatedBy).Bind((int)subscription.State).Bind(subscription.Position)
            .Bind(subscription.Failures).Bind(subscription.DueAt).Bind(subscription.Why).Bind(wrapped.Bytes).Bind(wrapped.Epoch).Bind(most);
        return await sources.Writes.InTransaction(
            async transaction =>
            {
                await transaction.All(new Query(OneAtATime), _ => true, ct);
                return (await transaction.All(insert, _ => true, ct)).Count == 1;
            },
            ct);
    }

    public async Task<IReadOnlyList<Subscription>> All(CancellationToken ct) =>
        await sources.Reads.All(new Query($"SELECT {Row.Columns} FROM ig.subscription ORDER BY created_at, id"), Read, ct);

    public Task<Subscription?> Find(string id, CancellationToken ct) =>
        sources.Reads.One(new Query($"SELECT {Row.Columns} FROM ig.subscription WHERE id = $1").Bind(id), Read, ct);

    public async Task<IReadOnlyList<byte[]>> Secrets(string id, DateTimeOffset now, CancellationToken ct)
    {
        var wrapped = await sources.Reads.All(
            new Query(
                """
                SELECT secret, secret_epoch FROM ig.subscription WHERE id = $1
                UNION ALL SELECT previous, previous_epoch FROM ig.subscription WHERE id = $1 AND previous_until > $2
                """)
                .Bind(id).Bind(now),
            row => new WrappedKey(row.Int(1), row.Blob(0)), ct);
        return await secrets.Unwrap(id, wrapped, ct);
    }

    public async Task<bool> Rotate(string id, string act, ReadOnlyMemory<byte> secret, DateTimeOffset until, CancellationToken ct)
    {
        var wrapped = await secrets.Wrap(id, secret, ct);
        return await sources.Writes.Run(
            new Query(
                """
                UPDATE ig.subscription
                SET previous = secret, previous_epoch = secret_epoch, previous_until = $2, secret = $3, secret_epoch = $4, rotated_by = $5
                WHERE id = $1 AND rotated_by IS DISTINCT FROM $5
                """)
                .Bind(id).Bind(until).Bind(wrapped.Bytes).Bind(wrapped.Epoch).Bind(act),
            ct) == 1;
    }

    public Task Move(Subscription after, CancellationToken ct) => sources.Writes.Run(
        new Query("UPDATE ig.subscription SET state = $2, position = greatest(position, $3), failures = $4, due_at = $5, why = $6 WHERE id = $1")
            .Bind(after.Id).Bind((int)after.State).Bind(after.Position).Bind(after.Failures).Bind(after.DueAt).Bind(after.Why),
        ct);

    public async Task<bool> Remove(string id, CancellationToken ct) =>
        await sources.Writes.Run(new Query("DELETE FROM ig.subscription WHERE id = $1").Bind(id), ct) == 1;

    private static Subscription Read(NpgsqlDataReader row) => new(
        row.Text(0), row.Text(1), Row.Types(row.Text(2)), row.Text(3), row.Instant(4), row.Text(5), (SubscriptionState)row.Small(6), row.Int(7),
        row.Small(8), row.Instant(9), row.IsDBNull(10) ? null : row.Text(10));
}
