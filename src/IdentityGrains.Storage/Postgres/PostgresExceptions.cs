using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Reconciling;
using Sql = IdentityGrains.Storage.Exceptions.ExceptionSql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Exceptions in PostgreSQL.</summary>
internal sealed class PostgresExceptions(PostgresSources sources) : IExceptions
{
    private const string HasOne =
        $"EXISTS (SELECT 1 FROM ig.exception e WHERE e.{Sql.Stands} AND e.platform = d.platform AND e.customer = d.customer AND e.kind ";

    public async Task<IReadOnlyList<DeliveryRow>> Troubled(DateTimeOffset before, int limit, CancellationToken ct) => await sources.Reads.All(
        new Query(
            $"""
            SELECT {PostgresDeliveryRows.Columns} FROM (
                SELECT * FROM ig.delivery d WHERE {Sql.InTrouble} AND NOT {HasOne} IN {Sql.OfDeliveries})
                UNION SELECT * FROM ig.delivery d WHERE {Sql.Withdrawing} AND planned_at < $1 AND NOT {HasOne} IN {Sql.OfDeliveries})) AS t LIMIT $2
            """)
            .Bind(before).Bind(limit),
        PostgresDeliveryRows.Read, ct);

    public async Task<IReadOnlyList<Drift>> Left(int limit, CancellationToken ct) => await sources.Reads.All(
        new Query($"SELECT {PostgresDrifts.Columns} FROM ig.drift d WHERE {Sql.LeftToPeople} AND NOT {HasOne} = {Sql.OfDrifts}) LIMIT $1").Bind(limit),
        PostgresDrifts.Read, ct);

    public async Task<IReadOnlyList<ExceptionRecord>> Calmed(int limit, CancellationToken ct) => await sources.Reads.All(
        new Query(
            $"""
            SELECT {Sql.Columns} FROM ig.exception e WHERE {Sql.Stands} AND platform IS NOT NULL AND customer IS NOT NULL AND (
                (kind = {Sql.OfDrifts} AND NOT EXISTS (SELECT 1 FROM ig.drift d WHERE d.platform = e.platform AND d.customer = e.customer
                    AND ({Sql.LeftToPeople} OR {Sql.Undecided})))
                OR (kind IN {Sql.OfDeliveries} AND NOT EXISTS (SELECT 1 FROM ig.delivery d WHERE d.platform = e.platform AND d.customer = e.customer
                    AND ({Sql.InTrouble} OR {Sql.Withdrawing}))))
            LIMIT $1
            """)
            .Bind(limit),
        PostgresExceptionRows.Read, ct);

    public async Task<IReadOnlyList<ExceptionRecord>> Aged(DateTimeOffset now, int limit, CancellationToken ct) => await sources.Reads.All(
        new Query(
            $"""
            SELECT * FROM (
                SELECT {Sql.Columns} FROM ig.exception WHERE state = 1 AND due_at <= $1
                UNION ALL SELECT {Sql.Columns} FROM ig.exception WHERE state = 5 AND accept_until <= $1) AS t LIMIT $2
            """)
            .Bind(now).Bind(limit),
        PostgresExceptionRows.Read, ct);

    public Task Open(IReadOnlyList<ExceptionRecord> opened, CancellationToken ct) => sources.Writes.Run(PostgresExceptionRows.Open(opened), ct);

    public Task Resolve(IReadOnlyList<string> ids, string how, DateTimeOffset at, CancellationToken ct) =>
        sources.Writes.Run(PostgresExceptionRows.Resolve(ids, how, at), ct);

    public Task ResolveOthers(
        IReadOnlyList<CustomerId> customers, IReadOnlyList<ExceptionRecord> standing, string how, DateTimeOffset at, CancellationToken ct) =>
        sources.Writes.Run(PostgresExceptionRows.ResolveOthers(customers, standing, how, at), ct);

    public Task<bool> Move(ExceptionRecord before, ExceptionLife after, DateTimeOffset at, PrincipalId by, string? word, CancellationToken ct) =>
        sources.Writes.InTransaction(
            async transaction =>
            {
                var step = new ExceptionStep(before.Moves + 1, at, after.State, by, word);
                var moved = (await transaction.All(PostgresExceptionRows.Move(before, after, step), _ => true, ct)).Count > 0;
                if (moved && after.IsOver && before is { Platform: null, Customer: { } customer })
                {
                    await transaction.Run([PostgresDirty.Mark(customer, 0, Lane.Backfill, at)], ct);
                }

                return moved;
            },
            ct);

    public Task<ExceptionRecord?> Find(string id, CancellationToken ct) =>
        sources.Reads.One(new Query($"SELECT {Sql.Columns} FROM ig.exception WHERE id = $1").Bind(id), PostgresExceptionRows.Read, ct);

    public async Task<IReadOnlyList<ExceptionStep>> Steps(string id, int limit, CancellationToken ct) => await sources.Reads.All(
        new Query("SELECT number, at, state, by_whom, word FROM ig.exception_step WHERE exception = $1 ORDER BY number LIMIT $2").Bind(id).Bind(limit),
        PostgresExceptionRows.ReadStep, ct);

    public async Task<IReadOnlyList<ExceptionRecord>> OfPlatform(PlatformName platform, CancellationToken ct) => await sources.Reads.All(
        new Query($"SELECT {Sql.Columns} FROM ig.exception WHERE {Sql.Stands} AND platform = $1 AND customer IS NULL").Bind(platform.Value),
        PostgresExceptionRows.Read, ct);

    public async Task<IReadOnlyList<ExceptionRecord>> List(ExceptionFilter filter, ExceptionPlace? after, int limit, CancellationToken ct) =>
        await sources.Reads.All(PostgresExceptionRows.List(filter, after, limit), PostgresExceptionRows.Read, ct);
}
