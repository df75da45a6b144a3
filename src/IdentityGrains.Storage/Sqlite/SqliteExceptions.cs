using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Reconciling;
using Sql = IdentityGrains.Storage.Exceptions.ExceptionSql;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Exceptions in the embedded store.</summary>
internal sealed class SqliteExceptions(SqliteWriteLoop writes, SqliteReaders readers) : IExceptions
{
    private const string HasOne =
        $"EXISTS (SELECT 1 FROM exception e WHERE e.{Sql.Stands} AND e.platform = d.platform AND coalesce(e.customer, x'') = d.customer AND e.kind ";

    public Task<IReadOnlyList<DeliveryRow>> Troubled(DateTimeOffset before, int limit, CancellationToken ct) => readers.Read<IReadOnlyList<DeliveryRow>>(
        session =>
        {
            using var query = session.Prepare(
                $"""
                SELECT {SqliteDeliveryRows.Columns} FROM (
                    SELECT * FROM delivery d WHERE {Sql.InTrouble} AND NOT {HasOne} IN {Sql.OfDeliveries})
                    UNION SELECT * FROM delivery d WHERE {Sql.Withdrawing} AND planned_at < ?1 AND NOT {HasOne} IN {Sql.OfDeliveries})) LIMIT ?2
                """);
            return query.Bind(before).Bind(limit).All(SqliteDeliveryRows.Read);
        },
        ct);

    public Task<IReadOnlyList<Drift>> Left(int limit, CancellationToken ct) => readers.Read<IReadOnlyList<Drift>>(
        session =>
        {
            using var query = session.Prepare(
                $"SELECT {SqliteDrifts.Columns} FROM drift d WHERE {Sql.LeftToPeople} AND NOT {HasOne} = {Sql.OfDrifts}) LIMIT ?1");
            return query.Bind(limit).All(SqliteDrifts.Read);
        },
        ct);

    public Task<IReadOnlyList<ExceptionRecord>> Calmed(int limit, CancellationToken ct) => readers.Read<IReadOnlyList<ExceptionRecord>>(
        session =>
        {
            using var query = session.Prepare(
                $"""
                SELECT {Sql.Columns} FROM exception e WHERE {Sql.Stands} AND platform IS NOT NULL AND customer IS NOT NULL AND (
                    (kind = {Sql.OfDrifts} AND NOT EXISTS (SELECT 1 FROM drift d WHERE d.platform = e.platform AND d.customer = e.customer
                        AND ({Sql.LeftToPeople} OR {Sql.Undecided})))
                    OR (kind IN {Sql.OfDeliveries} AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.platform = e.platform AND d.customer = e.customer
                        AND ({Sql.InTrouble} OR {Sql.Withdrawing}))))
                LIMIT ?
                """);
            return query.Bind(limit).All(SqliteExceptionRows.Read);
        },
        ct);

    public Task<IReadOnlyList<ExceptionRecord>> Aged(DateTimeOffset now, int limit, CancellationToken ct) => readers.Read<IReadOnlyList<ExceptionRecord>>(
        session =>
        {
            using var query = session.Prepare(
                $"""
                SELECT * FROM (
                    SELECT {Sql.Columns} FROM exception WHERE state = 1 AND due_at <= ?1
                    UNION ALL SELECT {Sql.Columns} FROM exception WHERE state = 5 AND accept_until <= ?1) LIMIT ?2
                """);
            return query.Bind(now).Bind(limit).All(SqliteExceptionRows.Read);
        },
        ct);

    public Task Open(IReadOnlyList<ExceptionRecord> opened, CancellationToken ct) => writes.Write(
        session =>
        {
            foreach (var one in opened)
            {
                SqliteExceptionRows.Open(session, one);
            }

            return true;
        },
        ct);

    public Task Resolve(IReadOnlyList<string> ids, string how, DateTimeOffset at, CancellationToken ct) => writes.Write(
        session =>
        {
            foreach (var id in ids)
            {
                SqliteExceptionRows.Resolve(session, id, how, at);
            }

            return true;
        },
        ct);

    public Task ResolveOthers(
        IReadOnlyList<CustomerId> customers, IReadOnlyList<ExceptionRecord> standing, string how, DateTimeOffset at, CancellationToken ct) => writes.Write(
        session =>
        {
            var left = standing.Select(Claims).ToHashSet();
            foreach (var one in customers.SelectMany(c => SqliteExceptionRows.OfClaims(session, c)).Where(e => !left.Contains(Claims(e))))
            {
                SqliteExceptionRows.Resolve(session, one.Id, how, at);
            }

            return true;
        },
        ct);

    public Task<bool> Move(ExceptionRecord before, ExceptionLife after, DateTimeOffset at, PrincipalId by, string? word, CancellationToken ct) =>
        writes.Write(session => SqliteExceptionRows.Move(session, before, after, new ExceptionStep(before.Moves + 1, at, after.State, by, word)), ct);

    public Task<ExceptionRecord?> Find(string id, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare($"SELECT {Sql.Columns} FROM exception WHERE id = ?").Bind(id);
            return query.Step() ? SqliteExceptionRows.Read(query) : null;
        },
        ct);

    public Task<IReadOnlyList<ExceptionStep>> Steps(string id, int limit, CancellationToken ct) => readers.Read<IReadOnlyList<ExceptionStep>>(
        session =>
        {
            using var query = session.Prepare("SELECT number, at, state, by_whom, word FROM exception_step WHERE exception = ? ORDER BY number LIMIT ?");
            return query.Bind(id).Bind(limit).All(SqliteExceptionRows.ReadStep);
        },
        ct);

    public Task<IReadOnlyList<ExceptionRecord>> OfPlatform(PlatformName platform, CancellationToken ct) => readers.Read<IReadOnlyList<ExceptionRecord>>(
        session =>
        {
            using var query = session.Prepare(
                $"SELECT {Sql.Columns} FROM exception WHERE {Sql.Stands} AND platform = ? AND coalesce(customer, x'') = x''");
            return query.Bind(platform.Value).All(SqliteExceptionRows.Read);
        },
        ct);

    public Task<IReadOnlyList<ExceptionRecord>> List(ExceptionFilter filter, ExceptionPlace? after, int limit, CancellationToken ct) =>
        readers.Read(session => SqliteExceptionRows.List(session, filter, after, limit), ct);

    private static (CustomerId?, string, FieldName?, SourceName?) Claims(ExceptionRecord one) => (one.Customer, one.Kind, one.Field, one.Source);
}
