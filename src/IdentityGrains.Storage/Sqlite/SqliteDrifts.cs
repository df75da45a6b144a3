using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>What differed at platforms.</summary>
internal static class SqliteDrifts
{
    public const string Columns =
        "customer, platform, field, found_at, run, kind, path, version, shown, changed_by, changed_at, stage, left_because, stage_at, repairs, "
        + "decided_by";

    public static IEnumerable<Drift> Of(SqliteSession session, PlatformName platform, CustomerId customer, DateTimeOffset since)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM drift WHERE customer = ? AND platform = ? AND (stage IN (1, 2, 4) OR found_at >= ?)");
        return query.Bind(customer).Bind(platform.Value).Bind(since).All(Read);
    }

    public static IReadOnlyList<Drift> Found(
        SqliteSession session, PlatformName platform, long run, DriftStage? stage, CustomerId? after, int customers)
    {
        using var query = session.Prepare(
            $"""
            SELECT {Columns} FROM drift WHERE platform = ?1 AND run = ?2 AND (?3 IS NULL OR stage = ?3) AND customer IN (
                SELECT DISTINCT customer FROM drift WHERE platform = ?1 AND run = ?2 AND (?3 IS NULL OR stage = ?3) AND customer > ?4
                ORDER BY customer LIMIT ?5)
            ORDER BY customer, field
            """);
        query.Bind(platform.Value).Bind(run).Bind((long?)stage);
        return (after is { } last ? query.Bind(last) : query.Bind(ReadOnlySpan<byte>.Empty)).Bind(customers).All(Read);
    }

    public static IReadOnlyList<Drift> Newest(SqliteSession session, PlatformName? platform, int limit)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM drift WHERE ?1 IS NULL OR platform = ?1 ORDER BY found_at DESC LIMIT ?2");
        return query.Bind(platform?.Value).Bind(limit).All(Read);
    }

    /// <summary>Writes a drift in the place of another, if that is still as it was read.</summary>
    public static bool Decide(SqliteSession session, Drift before, Drift after)
    {
        using (var query = session.Prepare(
            "SELECT 1 FROM drift WHERE customer = ? AND platform = ? AND field = ? AND found_at = ? AND run = ? AND stage = ? AND stage_at = ?"))
        {
            query.Bind(before.Customer).Bind(before.Platform.Value).Bind(before.Field.Value).Bind(before.FoundAt).Bind(before.Run).Bind((int)before.Stage)
                .Bind(before.StageAt);
            if (!query.Step())
            {
                return false;
            }
        }

        Write(session, after);
        return true;
    }

    public static IReadOnlyList<OpenDrifts> OpenByField(SqliteSession session)
    {
        using var query = session.Prepare(
            """
            SELECT platform, field, kind, count(*), min(found_at) FROM drift WHERE stage IN (1, 2, 4)
            GROUP BY platform, field, kind ORDER BY platform, field, kind
            """);
        return query.All(row => new OpenDrifts(
            new PlatformName(row.Text(0)), new FieldName(row.Text(1)), (DriftKind)row.Small(2), row.Int(3), row.Instant(4)));
    }

    public static void Write(SqliteSession session, Drift drift)
    {
        using var upsert = session.Prepare(
            $"""
            INSERT INTO drift ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (customer, platform, field, found_at) DO UPDATE SET run = excluded.run, kind = excluded.kind, path = excluded.path,
                version = excluded.version, shown = excluded.shown, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
                stage = excluded.stage, left_because = excluded.left_because, stage_at = excluded.stage_at,
                repairs = excluded.repairs, decided_by = excluded.decided_by
            """);
        upsert.Bind(drift.Customer).Bind(drift.Platform.Value).Bind(drift.Field.Value).Bind(drift.FoundAt).Bind(drift.Run).Bind((int)drift.Kind)
            .Bind(drift.Path).Bind(drift.Version);
        _ = drift.Shown is { } shown ? upsert.Bind(shown) : upsert.Bind((string?)null);
        upsert.Bind(drift.By);
        _ = drift.ChangedAt is { } changed ? upsert.Bind(changed) : upsert.Bind((string?)null);
        upsert.Bind((int)drift.Stage).Bind((long?)drift.Left).Bind(drift.StageAt).Bind(drift.Repairs).Bind(drift.DecidedBy?.Value).Run();
    }

    public static Drift Read(Statement row) => new(
        row.Customer(0), new PlatformName(row.Text(1)), new FieldName(row.Text(2)), row.Instant(3), row.Int(4), (DriftKind)row.Small(5), row.Text(6),
        row.Int(7), row.IsNull(8) ? (ReadOnlyMemory<byte>?)null : row.Blob(8), row.IsNull(9) ? null : row.Text(9),
        row.IsNull(10) ? null : row.Instant(10), (DriftStage)row.Small(11), row.IsNull(12) ? null : (LeftBecause)row.Small(12), row.Instant(13), row.Small(14),
        row.IsNull(15) ? null : new PrincipalId(row.Text(15)));
}
