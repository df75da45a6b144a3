using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Storage.Exceptions;
using Sql = IdentityGrains.Storage.Exceptions.ExceptionSql;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The rows of exceptions and of their steps.</summary>
internal static class SqliteExceptionRows
{
    public static void Open(SqliteSession session, ExceptionRecord one)
    {
        // Of the one before it, the last: where somebody brought it to its end, and not its cause, that is what this one follows. It is looked for among the
        // customer's, or among those of a platform as a whole; with a plain column the index of platforms would be taken for both.
        using (var insert = session.Prepare(
            $"""
            INSERT INTO exception ({Sql.Columns})
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
                (SELECT CASE WHEN e.state_by IS NOT NULL THEN e.id END FROM exception e
                 WHERE {(one.Customer is null ? "e.customer IS NULL AND e.platform = ?3" : "e.customer = ?4 AND +e.platform IS ?3")}
                    AND e.kind = ?2 AND e.field IS ?11 AND e.source IS ?12 ORDER BY e.opened_at DESC LIMIT 1),
                0, 1, ?7, NULL, ?8, ?9, ?10, NULL, NULL, NULL, NULL, NULL, NULL, ?11, ?12)
            ON CONFLICT DO NOTHING
            """))
        {
            insert.Bind(one.Id).Bind(one.Kind).Bind(one.Platform?.Value);
            _ = one.Customer is { } customer ? insert.Bind(customer) : insert.Bind((string?)null);
            insert.Bind(one.Why).Bind(one.Severity).Bind(one.OpenedAt).Bind(one.Life.Assignee).Bind(one.Life.EscalateTo).Bind(one.Life.DueAt)
                .Bind(one.Field?.Value).Bind(one.Source?.Value);
            if (insert.Run() == 0)
            {
                return;
            }
        }

        Append(session, one.Id, new ExceptionStep(0, one.OpenedAt, ExceptionState.Open, null, one.Why));
    }

    public static void Resolve(SqliteSession session, string id, string how, DateTimeOffset at)
    {
        using (var update = session.Prepare(
            $"UPDATE exception SET state = 6, state_at = ?, state_by = NULL, how = ?, moves = moves + 1 WHERE id = ? AND {Sql.Stands}"))
        {
            if (update.Bind(at).Bind(how).Bind(id).Run() == 0)
            {
                return;
            }
        }

        using var number = session.Prepare("SELECT moves FROM exception WHERE id = ?").Bind(id);
        number.Step();
        Append(session, id, new ExceptionStep(number.Int(0), at, ExceptionState.Resolved, null, how));
    }

    public static bool Move(SqliteSession session, ExceptionRecord before, ExceptionLife after, ExceptionStep step)
    {
        using (var update = session.Prepare(
            """
            UPDATE exception SET moves = ?, state = ?, state_at = ?, state_by = ?, assignee = ?, escalate_to = ?, due_at = ?, case_reference = ?,
                accept_until = ?, accept_reason = ?, accept_asked_by = ?, accept_agreed_by = ?, how = ?
            WHERE id = ? AND moves = ?
            """))
        {
            update.Bind(step.Number).Bind((int)after.State).Bind(after.Since).Bind(after.By?.Value).Bind(after.Assignee).Bind(after.EscalateTo)
                .Bind(after.DueAt).Bind(after.Case);
            _ = after.Acceptance is { } asked ? update.Bind(asked.Until) : update.Bind((string?)null);
            update.Bind(after.Acceptance?.Reason).Bind(after.Acceptance?.AskedBy.Value).Bind(after.Acceptance?.AgreedBy?.Value).Bind(after.How)
                .Bind(before.Id).Bind(before.Moves);
            if (update.Run() == 0)
            {
                return false;
            }
        }

        Append(session, before.Id, step);
        if (after.IsOver && before is { Platform: null, Customer: { } customer })
        {
            SqliteDirty.Mark(session, customer, 0, Lane.Backfill, step.At);
        }

        return true;
    }

    public static IReadOnlyList<ExceptionRecord> OfClaims(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare($"SELECT {Sql.Columns} FROM exception WHERE customer = ? AND {Sql.OfClaims} AND {Sql.Stands}");
        return query.Bind(customer).All(Read);
    }

    // What is not asked for is no part of the statement: only so does each way of asking have its index.
    public static IReadOnlyList<ExceptionRecord> List(SqliteSession session, ExceptionFilter filter, ExceptionPlace? after, int limit)
    {
        using var query = session.Prepare(
            $"""
            SELECT {Sql.Columns} FROM exception WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR assignee = ?3)
                {(filter.Standing ? "AND " + Sql.Stands : "")} {(filter.Platform is null ? "" : "AND platform = ?4")}
                {(filter.Customer is null ? "" : "AND customer = ?5")} {(after is null ? "" : "AND (opened_at, id) < (?6, ?7)")}
            ORDER BY opened_at DESC, id DESC LIMIT ?8
            """);
        query.Bind((long?)filter.State).Bind(filter.Kind).Bind(filter.Assignee).Bind(filter.Platform?.Value);
        _ = filter.Customer is { } customer ? query.Bind(customer) : query.Bind((string?)null);
        _ = after is { } place ? query.Bind(place.OpenedAt).Bind(place.Id) : query.Bind((string?)null).Bind((string?)null);
        return query.Bind(limit).All(Read);
    }

    public static ExceptionRecord Read(Statement row) => new(
        row.Text(0), row.Text(1), Text(row, 2) is { } platform ? new PlatformName(platform) : null, row.IsNull(3) ? null : row.Customer(3), row.Text(4),
        row.Text(5), row.Instant(6),
        new ExceptionLife(
            (ExceptionState)row.Small(9), row.Instant(10), Principal(row, 11), row.Text(12), Text(row, 13), row.Instant(14), Text(row, 15),
            row.IsNull(16) ? null : new RiskAcceptance(row.Instant(16), row.Text(17), new PrincipalId(row.Text(18)), Principal(row, 19)), Text(row, 20)),
        Text(row, 7), row.Int(8), Text(row, 21) is { } field ? new FieldName(field) : null, Text(row, 22) is { } source ? new SourceName(source) : null);

    public static ExceptionStep ReadStep(Statement row) =>
        new(row.Int(0), row.Instant(1), (ExceptionState)row.Small(2), Principal(row, 3), Text(row, 4));

    private static void Append(SqliteSession session, string id, ExceptionStep step)
    {
        using var insert = session.Prepare("INSERT INTO exception_step (exception, number, at, state, by_whom, word) VALUES (?, ?, ?, ?, ?, ?)");
        insert.Bind(id).Bind(step.Number).Bind(step.At).Bind((int)step.State).Bind(step.By?.Value).Bind(step.Word).Run();
    }

    private static string? Text(Statement row, int column) => row.IsNull(column) ? null : row.Text(column);

    private static PrincipalId? Principal(Statement row, int column) => row.IsNull(column) ? null : new PrincipalId(row.Text(column));
}
