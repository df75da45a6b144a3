using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Storage.Messages;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Messages to customers in PostgreSQL. A row comes into being with its entry, in the shared commit.</summary>
internal sealed class PostgresMessages(PostgresSources sources) : IMessages
{
    public async Task<IReadOnlyList<MessageRow>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct) => await sources.Reads.All(
        new Query(
            """
            SELECT customer, id, kind, field, started, number, claim_version, claim_index, expires_at, attempts, due_at
            FROM ig.message WHERE slot_group = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3
            """)
            .Bind(group).Bind(now).Bind(limit),
        Read, ct);

    public Task Retry(CustomerId customer, string id, int attempts, DateTimeOffset nextDue, CancellationToken ct) => sources.Writes.Run(
        new Query("UPDATE ig.message SET attempts = $3, due_at = $4 WHERE customer = $1 AND id = $2")
            .Bind(customer).Bind(id).Bind(attempts).Bind(nextDue),
        ct);

    public Task Done(CustomerId customer, string id, CancellationToken ct) =>
        sources.Writes.Run(new Query("DELETE FROM ig.message WHERE customer = $1 AND id = $2").Bind(customer).Bind(id), ct);

    private static MessageRow Read(NpgsqlDataReader row) => new(
        row.Customer(0),
        new CustomerMessage(
            row.Text(1), (MessageKind)row.Small(2), new VerificationId(new FieldName(row.Text(3)), row.Int(4)), row.Small(5),
            new ClaimId(row.Int(6), row.Small(7)), row.Instant(8)),
        row.Small(9), row.Instant(10));
}
