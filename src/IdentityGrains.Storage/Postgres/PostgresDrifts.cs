using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Reconciling;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>What differed at platforms.</summary>
internal static class PostgresDrifts
{
    public const string Columns =
        "customer, platform, field, found_at, run, kind, path, version, shown, changed_by, changed_at, stage, left_because, stage_at, repairs, "
        + "decided_by";

    public static Query Of(PlatformName platform, Guid[] customers, DateTimeOffset since) =>
        new Query($"SELECT {Columns} FROM ig.drift WHERE customer = ANY ($1) AND platform = $2 AND (stage IN (1, 2, 4) OR found_at >= $3)")
            .Bind(customers, NpgsqlDbType.Uuid).Bind(platform.Value).Bind(since);

    public static Query Found(PlatformName platform, long run, DriftStage? stage, CustomerId? after, int customers) => new Query(
        $"""
        SELECT {Columns} FROM ig.drift WHERE platform = $1 AND run = $2 AND stage = ANY ($3) AND customer IN (
            SELECT DISTINCT customer FROM ig.drift WHERE platform = $1 AND run = $2 AND stage = ANY ($3) AND ($4::uuid IS NULL OR customer > $4)
            ORDER BY customer LIMIT $5)
        ORDER BY customer, field COLLATE "C"
        """)
        .Bind(platform.Value).Bind(run).Bind(Stages(stage), NpgsqlDbType.Integer).Bind(after).Bind(customers);

    public static Query Newest(PlatformName? platform, int limit) =>
        new Query($"SELECT {Columns} FROM ig.drift WHERE $1::text IS NULL OR platform = $1 ORDER BY found_at DESC LIMIT $2")
            .Bind(platform?.Value).Bind(limit);

    public static Query Decide(Drift before, Drift after) => new Query(
        """
        UPDATE ig.drift SET stage = $1, left_because = nullif($2, 0), stage_at = $3, repairs = $4, decided_by = $5
        WHERE customer = $6 AND platform = $7 AND field = $8 AND found_at = $9 AND run = $10 AND stage = $11 AND stage_at = $12
        """)
        .Bind((int)after.Stage).Bind(after.Left is { } left ? (int)left : 0).Bind(after.StageAt).Bind(after.Repairs).Bind(after.DecidedBy?.Value)
        .Bind(before.Customer).Bind(before.Platform.Value).Bind(before.Field.Value).Bind(before.FoundAt).Bind(before.Run).Bind((int)before.Stage)
        .Bind(before.StageAt);

    public static Query OpenByField() => new(
        """
        SELECT platform, field, kind, count(*), min(found_at) FROM ig.drift WHERE stage IN (1, 2, 4)
        GROUP BY platform, field, kind ORDER BY platform COLLATE "C", field COLLATE "C", kind
        """);

    public static OpenDrifts ReadOpen(NpgsqlDataReader row) =>
        new(row.Platform(0), new FieldName(row.Text(1)), (DriftKind)row.Small(2), row.Int(3), row.Instant(4));

    public static Query Write(IReadOnlyList<Drift> drifts)
    {
        T[] Column<T>(Func<Drift, T> of) => [.. drifts.Select(of)];

        return new Query(
            $"""
            INSERT INTO ig.drift ({Columns}) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT (customer, platform, field, found_at) DO UPDATE SET run = excluded.run, kind = excluded.kind, path = excluded.path,
                version = excluded.version, shown = excluded.shown, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
                stage = excluded.stage, left_because = excluded.left_because, stage_at = excluded.stage_at,
                repairs = excluded.repairs, decided_by = excluded.decided_by
            """)
            .Bind(Column(d => d.Customer.ToColumn()), NpgsqlDbType.Uuid).Bind(Column(d => d.Platform.Value), NpgsqlDbType.Text)
            .Bind(Column(d => d.Field.Value), NpgsqlDbType.Text).Bind(Column(d => Canonical.Microseconds(d.FoundAt)), NpgsqlDbType.Bigint)
            .Bind(Column(d => d.Run), NpgsqlDbType.Bigint).Bind(Column(d => (int)d.Kind), NpgsqlDbType.Integer)
            .Bind(Column(d => d.Path), NpgsqlDbType.Text).Bind(Column(d => d.Version), NpgsqlDbType.Bigint)
            .Bind(Column(d => d.Shown?.ToArray()), NpgsqlDbType.Bytea).Bind(Column(d => d.By), NpgsqlDbType.Text)
            .Bind(Column(d => d.ChangedAt is { } at ? Canonical.Microseconds(at) : (long?)null), NpgsqlDbType.Bigint)
            .Bind(Column(d => (int)d.Stage), NpgsqlDbType.Integer).Bind(Column(d => (int?)d.Left), NpgsqlDbType.Integer)
            .Bind(Column(d => Canonical.Microseconds(d.StageAt)), NpgsqlDbType.Bigint).Bind(Column(d => d.Repairs), NpgsqlDbType.Integer)
            .Bind(Column(d => d.DecidedBy?.Value), NpgsqlDbType.Text);
    }

    private static int[] Stages(DriftStage? stage) => stage is { } one ? [(int)one] : [.. Enum.GetValues<DriftStage>().Select(s => (int)s)];

    public static Drift Read(NpgsqlDataReader row) => new(
        row.Customer(0), row.Platform(1), new FieldName(row.Text(2)), row.Instant(3), row.Int(4), (DriftKind)row.Small(5), row.Text(6), row.Int(7),
        row.IsDBNull(8) ? (ReadOnlyMemory<byte>?)null : row.Blob(8), row.IsDBNull(9) ? null : row.Text(9), row.IsDBNull(10) ? null : row.Instant(10),
        (DriftStage)row.Small(11), row.IsDBNull(12) ? null : (LeftBecause)row.Small(12), row.Instant(13), row.Small(14),
        row.IsDBNull(15) ? null : new PrincipalId(row.Text(15)));
}
