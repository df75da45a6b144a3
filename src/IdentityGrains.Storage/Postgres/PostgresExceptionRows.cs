using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Format;
using Npgsql;
using NpgsqlTypes;
using Sql = IdentityGrains.Storage.Exceptions.ExceptionSql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The rows of exceptions and of their steps. Each statement writes a row and its step together.</summary>
internal static class PostgresExceptionRows
{
    private const string Over = "UPDATE ig.exception e SET state = 6, state_at = $1, state_by = NULL, how = $2, moves = moves + 1 WHERE ";

    private const string StepsOver =
        "RETURNING id, moves) INSERT INTO ig.exception_step (exception, number, at, state, word) SELECT id, moves, $1, 6, $2 FROM moved";

    // Of the one before it, the last: where somebody brought it to its end, and not its cause, that is what the new one follows. It is looked for among the
    // customer's, or among those of a platform as a whole, because only so has each its index.
    public static Query Open(IReadOnlyList<ExceptionRecord> opened)
    {
        T[] Column<T>(Func<ExceptionRecord, T> of) => [.. opened.Select(of)];

        return new Query(
            """
            WITH added AS (
                INSERT INTO ig.exception (
                    id, kind, platform, customer, why, severity, opened_at, follows, moves, state, state_at, assignee, escalate_to, due_at, field, source)
                SELECT n.id, n.kind, n.platform, n.customer, n.why, n.severity, n.opened_at,
                    CASE WHEN n.customer IS NULL THEN
                        (SELECT CASE WHEN e.state_by IS NOT NULL THEN e.id END FROM ig.exception e
                         WHERE e.platform = n.platform AND e.kind = n.kind AND e.customer IS NULL ORDER BY e.opened_at DESC LIMIT 1)
                    ELSE
                        (SELECT CASE WHEN e.state_by IS NOT NULL THEN e.id END FROM ig.exception e
                         WHERE e.customer = n.customer AND e.kind = n.kind
                            AND (e.platform, e.field, e.source) IS NOT DISTINCT FROM (n.platform, n.field, n.source) ORDER BY e.opened_at DESC LIMIT 1)
                    END,
                    0, 1, n.opened_at, n.assignee, n.escalate_to, n.due_at, n.field, n.source
                FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                    AS n (id, kind, platform, customer, why, severity, opened_at, assignee, escalate_to, due_at, field, source)
                ON CONFLICT DO NOTHING RETURNING id, opened_at, why)
            INSERT INTO ig.exception_step (exception, number, at, state, word) SELECT id, 0, opened_at, 1, why FROM added
            """)
            .Bind(Column(e => e.Id), NpgsqlDbType.Text).Bind(Column(e => e.Kind), NpgsqlDbType.Text).Bind(Column(e => e.Platform?.Value), NpgsqlDbType.Text)
            .Bind(Column(e => e.Customer?.ToColumn()), NpgsqlDbType.Uuid).Bind(Column(e => e.Why), NpgsqlDbType.Text)
            .Bind(Column(e => e.Severity), NpgsqlDbType.Text).Bind(Column(e => Canonical.Microseconds(e.OpenedAt)), NpgsqlDbType.Bigint)
            .Bind(Column(e => e.Life.Assignee), NpgsqlDbType.Text).Bind(Column(e => e.Life.EscalateTo), NpgsqlDbType.Text)
            .Bind(Column(e => Canonical.Microseconds(e.Life.DueAt)), NpgsqlDbType.Bigint).Bind(Column(e => e.Field?.Value), NpgsqlDbType.Text)
            .Bind(Column(e => e.Source?.Value), NpgsqlDbType.Text);
    }

    public static Query Resolve(IReadOnlyList<string> ids, string how, DateTimeOffset at) =>
        new Query($"WITH moved AS ({Over} id = ANY ($3) AND {Sql.Stands} {StepsOver}").Bind(at).Bind(how).Bind([.. ids], NpgsqlDbType.Text);

    public static Query ResolveOthers(IReadOnlyList<CustomerId> customers, IReadOnlyList<ExceptionRecord> standing, string how, DateTimeOffset at) =>
        new Query(
            $"""
            WITH moved AS ({Over} e.customer = ANY ($3) AND e.{Sql.OfClaims} AND e.{Sql.Stands} AND NOT EXISTS (
                SELECT 1 FROM unnest($4, $5, $6, $7) AS s (customer, kind, field, source)
                WHERE s.customer = e.customer AND (s.kind, s.field, s.source) IS NOT DISTINCT FROM (e.kind, e.field, e.source)) {StepsOver}
            """)
            .Bind(at).Bind(how).Bind([.. customers.Select(c => c.ToColumn())], NpgsqlDbType.Uuid)
            .Bind([.. standing.Select(s => s.Customer?.ToColumn())], NpgsqlDbType.Uuid).Bind([.. standing.Select(s => s.Kind)], NpgsqlDbType.Text)
            .Bind([.. standing.Select(s => s.Field?.Value)], NpgsqlDbType.Text).Bind([.. standing.Select(s => s.Source?.Value)], NpgsqlDbType.Text);

    public static Query Move(ExceptionRecord before, ExceptionLife after, ExceptionStep step) => new Query(
        """
        WITH moved AS (
            UPDATE ig.exception SET moves = $1, state = $2, state_at = $3, state_by = $4, assignee = $5, escalate_to = $6, due_at = $7, case_reference = $8,
                accept_until = nullif($9, 0), accept_reason = $10, accept_asked_by = $11, accept_agreed_by = $12, how = $13
            WHERE id = $14 AND moves = $15 RETURNING id)
        INSERT INTO ig.exception_step (exception, number, at, state, by_whom, word) SELECT id, $1, $16, $2, $17, $18 FROM moved RETURNING number
        """)
        .Bind(step.Number).Bind((int)after.State).Bind(after.Since).Bind(after.By?.Value).Bind(after.Assignee).Bind(after.EscalateTo).Bind(after.DueAt)
        .Bind(after.Case).Bind(after.Acceptance is { } asked ? Canonical.Microseconds(asked.Until) : 0).Bind(after.Acceptance?.Reason)
        .Bind(after.Acceptance?.AskedBy.Value).Bind(after.Acceptance?.AgreedBy?.Value).Bind(after.How).Bind(before.Id).Bind(before.Moves)
        .Bind(step.At).Bind(step.By?.Value).Bind(step.Word);

    // What is not asked for is no part of the statement: only so does each way of asking have its index.
    public static Query List(ExceptionFilter filter, ExceptionPlace? after, int limit) => new Query(
        $"""
        SELECT {Sql.Columns} FROM ig.exception WHERE ($1 = 0 OR state = $1) AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR assignee = $3)
            {(filter.Standing ? "AND " + Sql.Stands : "")} {(filter.Platform is null ? "" : "AND platform = $4")}
            {(filter.Customer is null ? "" : "AND customer = $5")} {(after is null ? "" : "AND (opened_at, id) < ($6, $7)")}
        ORDER BY opened_at DESC, id DESC LIMIT $8
        """)
        .Bind(filter.State is { } state ? (int)state : 0).Bind(filter.Kind).Bind(filter.Assignee).Bind(filter.Platform?.Value).Bind(filter.Customer)
        .Bind(after is { } place ? Canonical.Microseconds(place.OpenedAt) : 0).Bind(after?.Id).Bind(limit);

    public static ExceptionRecord Read(NpgsqlDataReader row) => new(
        row.Text(0), row.Text(1), row.IsDBNull(2) ? null : row.Platform(2), row.IsDBNull(3) ? null : row.Customer(3), row.Text(4), row.Text(5), row.Instant(6),
        new ExceptionLife(
            (ExceptionState)row.Small(9), row.Instant(10), Principal(row, 11), row.Text(12), Text(row, 13), row.Instant(14), Text(row, 15),
            row.IsDBNull(16) ? null : new RiskAcceptance(row.Instant(16), row.Text(17), new PrincipalId(row.Text(18)), Principal(row, 19)), Text(row, 20)),
        Text(row, 7), row.Int(8), Text(row, 21) is { } field ? new FieldName(field) : null, Text(row, 22) is { } source ? new SourceName(source) : null);

    public static ExceptionStep ReadStep(NpgsqlDataReader row) =>
        new(row.Int(0), row.Instant(1), (ExceptionState)row.Small(2), Principal(row, 3), Text(row, 4));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Text(column);

    private static PrincipalId? Principal(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new PrincipalId(row.Text(column));
}
