using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The reconciliations in PostgreSQL.</summary>
internal sealed class PostgresReconciliations(PostgresSources sources) : IReconciliations
{
    private const string Columns = "platform, number, mode, stage, started_at, changed_at, started_by, last, feed, stopped, figures";

    // Names the locks of runs among the database's advisory locks: the first row of a platform cannot be locked before it is there.
    private const int RunLock = 0x49675263;

    public async Task<IReadOnlyList<Reconciliation>> Latest(PlatformName platform, int limit, CancellationToken ct) => await sources.Reads.All(
        new Query($"SELECT {Columns} FROM ig.reconciliation WHERE platform = $1 ORDER BY number DESC LIMIT $2").Bind(platform.Value).Bind(limit), Read, ct);

    public Task<Reconciliation?> Find(PlatformName platform, long number, CancellationToken ct) => sources.Reads.One(Of(platform, number), Read, ct);

    public Task<DateTimeOffset?> LastFull(PlatformName platform, CancellationToken ct) => sources.Reads.One(
        new Query("SELECT max(started_at) FROM ig.reconciliation WHERE platform = $1 AND mode = $2 AND stage = $3")
            .Bind(platform.Value).Bind((int)ReconciliationMode.Full).Bind((int)ReconciliationStage.Finished),
        row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.Instant(0), ct);

    public Task<bool> Keep(Reconciliation? before, Reconciliation after, IReadOnlyList<Drift> drifts, CancellationToken ct) => sources.Writes.InTransaction(
        async transaction =>
        {
            await transaction.All(
                new Query("SELECT pg_advisory_xact_lock($1, hashtext($2))").Bind(RunLock).Bind(after.Platform.Value), _ => true, ct);
            if ((await transaction.All(Of(after.Platform, after.Number), Read, ct)).FirstOrDefault()?.ChangedAt != before?.ChangedAt)
            {
                return false;
            }

            await transaction.Run([Write(after), PostgresDrifts.Write(drifts)], ct);
            return true;
        },
        ct);

    public async Task<IReadOnlyList<DeliveryRow>> Rows(PlatformName platform, CustomerId? after, int limit, CancellationToken ct) =>
        await sources.Reads.All(PostgresDeliveryRows.After(platform, after, limit), PostgresDeliveryRows.Read, ct);

    public async Task<IReadOnlyList<CustomerId>> Addressed(
        PlatformName platform, IReadOnlyList<ReadOnlyMemory<byte>> addresses, CancellationToken ct) => await sources.Reads.All(
        new Query("SELECT DISTINCT customer FROM ig.platform_key WHERE platform = $1 AND address = ANY ($2)")
            .Bind(platform.Value).Bind([.. addresses], NpgsqlDbType.Bytea),
        row => row.Customer(0), ct);

    public async Task<IReadOnlyList<Drift>> Of(PlatformName platform, IReadOnlyList<CustomerId> customers, DateTimeOffset since, CancellationToken ct) =>
        await sources.Reads.All(PostgresDrifts.Of(platform, [.. customers.Select(c => c.ToColumn())], since), PostgresDrifts.Read, ct);

    public async Task<IReadOnlyList<Drift>> Found(
        PlatformName platform, long run, DriftStage? stage, CustomerId? after, int customers, CancellationToken ct) =>
        await sources.Reads.All(PostgresDrifts.Found(platform, run, stage, after, customers), PostgresDrifts.Read, ct);

    public async Task<IReadOnlyList<Drift>> Newest(PlatformName? platform, int limit, CancellationToken ct) =>
        await sources.Reads.All(PostgresDrifts.Newest(platform, limit), PostgresDrifts.Read, ct);

    public async Task<bool> Decide(Drift before, Drift after, CancellationToken ct) =>
        await sources.Writes.Run(PostgresDrifts.Decide(before, after), ct) > 0;

    public async Task<IReadOnlyList<OpenDrifts>> OpenByField(CancellationToken ct) =>
        await sources.Reads.All(PostgresDrifts.OpenByField(), PostgresDrifts.ReadOpen, ct);

    private static Query Of(PlatformName platform, long number) =>
        new Query($"SELECT {Columns} FROM ig.reconciliation WHERE platform = $1 AND number = $2").Bind(platform.Value).Bind(number);

    private static Query Write(Reconciliation run) => new Query(
        $"""
        INSERT INTO ig.reconciliation ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (platform, number) DO UPDATE SET stage = excluded.stage, changed_at = excluded.changed_at, last = excluded.last,
            feed = excluded.feed, stopped = excluded.stopped, figures = excluded.figures
        """)
        .Bind(run.Platform.Value).Bind(run.Number).Bind((int)run.Mode).Bind((int)run.Stage).Bind(run.StartedAt).Bind(run.ChangedAt).Bind(run.StartedBy)
        .Bind(run.Last).Bind(run.Feed).Bind(run.Stopped).Bind(FiguresText.Write(run.Figures));

    private static Reconciliation Read(NpgsqlDataReader row) => new(
        row.Platform(0), row.Int(1), (ReconciliationMode)row.Small(2), (ReconciliationStage)row.Small(3), row.Instant(4), row.Instant(5), row.Text(6),
        row.IsDBNull(7) ? null : row.Customer(7), row.IsDBNull(8) ? null : row.Text(8), row.IsDBNull(9) ? null : row.Text(9), FiguresText.Read(row.Text(10)));
}
