using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The reconciliations in the embedded store.</summary>
internal sealed class SqliteReconciliations(SqliteWriteLoop writes, SqliteReaders readers) : IReconciliations
{
    private const string Columns = "platform, number, mode, stage, started_at, changed_at, started_by, last, feed, stopped, figures";

    public Task<IReadOnlyList<Reconciliation>> Latest(PlatformName platform, int limit, CancellationToken ct) => readers.Read<IReadOnlyList<Reconciliation>>(
        session =>
        {
            using var query = session.Prepare($"SELECT {Columns} FROM reconciliation WHERE platform = ? ORDER BY number DESC LIMIT ?");
            return query.Bind(platform.Value).Bind(limit).All(Read);
        },
        ct);

    public Task<Reconciliation?> Find(PlatformName platform, long number, CancellationToken ct) =>
        readers.Read(session => Find(session, platform, number), ct);

    public Task<DateTimeOffset?> LastFull(PlatformName platform, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare("SELECT max(started_at) FROM reconciliation WHERE platform = ? AND mode = ? AND stage = ?");
            query.Bind(platform.Value).Bind((int)ReconciliationMode.Full).Bind((int)ReconciliationStage.Finished).Step();
            return query.IsNull(0) ? (DateTimeOffset?)null : query.Instant(0);
        },
        ct);

    public Task<bool> Keep(Reconciliation? before, Reconciliation after, IReadOnlyList<Drift> drifts, CancellationToken ct) => writes.Write(
        session =>
        {
            if (Find(session, after.Platform, after.Number)?.ChangedAt != before?.ChangedAt)
            {
                return false;
            }

            Write(session, after);
            foreach (var drift in drifts)
            {
                SqliteDrifts.Write(session, drift);
            }

            return true;
        },
        ct);

    public Task<IReadOnlyList<DeliveryRow>> Rows(PlatformName platform, CustomerId? after, int limit, CancellationToken ct) =>
        readers.Read(session => SqliteDeliveryRows.After(session, platform, after, limit), ct);

    public Task<IReadOnlyList<CustomerId>> Addressed(PlatformName platform, IReadOnlyList<ReadOnlyMemory<byte>> addresses, CancellationToken ct) =>
        readers.Read<IReadOnlyList<CustomerId>>(
            session =>
            {
                var known = new HashSet<CustomerId>();
                foreach (var address in addresses)
                {
                    using var query = session.Prepare("SELECT customer FROM platform_key WHERE platform = ? AND address = ?");
                    known.UnionWith(query.Bind(platform.Value).Bind(address).All(row => row.Customer(0)));
                }

                return [.. known];
            },
            ct);

    public Task<IReadOnlyList<Drift>> Of(PlatformName platform, IReadOnlyList<CustomerId> customers, DateTimeOffset since, CancellationToken ct) =>
        readers.Read<IReadOnlyList<Drift>>(session => [.. customers.SelectMany(c => SqliteDrifts.Of(session, platform, c, since))], ct);

    public Task<IReadOnlyList<Drift>> Found(
        PlatformName platform, long run, DriftStage? stage, CustomerId? after, int customers, CancellationToken ct) =>
        readers.Read(session => SqliteDrifts.Found(session, platform, run, stage, after, customers), ct);

    public Task<IReadOnlyList<Drift>> Newest(PlatformName? platform, int limit, CancellationToken ct) =>
        readers.Read(session => SqliteDrifts.Newest(session, platform, limit), ct);

    public Task<bool> Decide(Drift before, Drift after, CancellationToken ct) => writes.Write(session => SqliteDrifts.Decide(session, before, after), ct);

    public Task<IReadOnlyList<OpenDrifts>> OpenByField(CancellationToken ct) => readers.Read(SqliteDrifts.OpenByField, ct);

    private static Reconciliation? Find(SqliteSession session, PlatformName platform, long number)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM reconciliation WHERE platform = ? AND number = ?");
        return query.Bind(platform.Value).Bind(number).Step() ? Read(query) : null;
    }

    private static void Write(SqliteSession session, Reconciliation run)
    {
        using var upsert = session.Prepare(
            $"""
            INSERT INTO reconciliation ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (platform, number) DO UPDATE SET stage = excluded.stage, changed_at = excluded.changed_at, last = excluded.last,
                feed = excluded.feed, stopped = excluded.stopped, figures = excluded.figures
            """);
        upsert.Bind(run.Platform.Value).Bind(run.Number).Bind((int)run.Mode).Bind((int)run.Stage).Bind(run.StartedAt).Bind(run.ChangedAt).Bind(run.StartedBy);
        _ = run.Last is { } last ? upsert.Bind(last) : upsert.Bind((string?)null);
        upsert.Bind(run.Feed).Bind(run.Stopped).Bind(FiguresText.Write(run.Figures)).Run();
    }

    private static Reconciliation Read(Statement row) => new(
        new PlatformName(row.Text(0)), row.Int(1), (ReconciliationMode)row.Small(2), (ReconciliationStage)row.Small(3), row.Instant(4), row.Instant(5),
        row.Text(6), row.IsNull(7) ? null : row.Customer(7), row.IsNull(8) ? null : row.Text(8), row.IsNull(9) ? null : row.Text(9),
        FiguresText.Read(row.Text(10)));
}
