using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Storage.Messages;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Messages to customers in the embedded store.</summary>
internal sealed class SqliteMessages(SqliteWriteLoop writes, SqliteReaders readers) : IMessages
{
    public Task<IReadOnlyList<MessageRow>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct) =>
        readers.Read<IReadOnlyList<MessageRow>>(
            session =>
            {
                using var query = session.Prepare(
                    """
                    SELECT customer, id, kind, field, started, number, claim_version, claim_index, expires_at, attempts, due_at
                    FROM message WHERE slot_group = ? AND due_at <= ? ORDER BY due_at LIMIT ?
                    """);
                return query.Bind(group).Bind(now).Bind(limit).All(Read);
            },
            ct);

    public Task Retry(CustomerId customer, string id, int attempts, DateTimeOffset nextDue, CancellationToken ct) => writes.Write(
        session =>
        {
            using var update = session.Prepare("UPDATE message SET attempts = ?, due_at = ? WHERE customer = ? AND id = ?");
            return update.Bind(attempts).Bind(nextDue).Bind(customer).Bind(id).Run();
        },
        ct);

    public Task Done(CustomerId customer, string id, CancellationToken ct) => writes.Write(
        session =>
        {
            using var delete = session.Prepare("DELETE FROM message WHERE customer = ? AND id = ?");
            return delete.Bind(customer).Bind(id).Run();
        },
        ct);

    /// <summary>Adds a message as part of its entry's commit. One that is there already, perhaps tried already, stays as it is.</summary>
    internal static void Add(SqliteSession session, CustomerId customer, int slot, CustomerMessage message, DateTimeOffset due)
    {
        using var insert = session.Prepare(
            """
            INSERT INTO message (customer, id, slot, slot_group, kind, field, started, number, claim_version, claim_index, expires_at, attempts, due_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (customer, id) DO NOTHING
            """);
        insert.Bind(customer).Bind(message.Id).Bind(slot).Bind(Slots.GroupOf(slot)).Bind((int)message.Kind)
            .Bind(message.Verification.Field.Value).Bind(message.Verification.Version).Bind(message.Number)
            .Bind(message.To.Version).Bind(message.To.Index).Bind(message.ExpiresAt).Bind(due).Run();
    }

    private static MessageRow Read(Statement row) => new(
        row.Customer(0),
        new CustomerMessage(
            row.Text(1), (MessageKind)row.Small(2), new VerificationId(new FieldName(row.Text(3)), row.Int(4)), row.Small(5),
            new ClaimId(row.Int(6), row.Small(7)), row.Instant(8)),
        row.Small(9), row.Instant(10));
}
