using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Format;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The delivery rows: one per customer and platform.</summary>
internal static class PostgresDeliveryRows
{
    public const string Columns = "customer, platform, planned_version, delivery_id, digest, lane, state, due_at, planned_at, attempts, reason, refused";

    // Names the locks of planning among the database's advisory locks.
    private const int PlanLock = 0x4967506C;

    private static readonly int[] Lanes = [.. Enum.GetValues<Lane>().Select(l => (int)l)];

    /// <summary>The keys of rows, as the first two parameters say them.</summary>
    public const string Copies = "unnest($1, $2) AS copy (customer, platform)";

    public static Query Of(Guid[] customers) =>
        new Query($"SELECT {Columns} FROM ig.delivery WHERE customer = ANY ($1) ORDER BY customer, platform COLLATE \"C\"")
            .Bind(customers, NpgsqlDbType.Uuid);

    // Rows that are not there yet cannot be locked: of two who plan the same customers for the first time, the second must see what the first wrote.
    public static Query LockGroups(IEnumerable<int> groups) =>
        new Query("SELECT pg_advisory_xact_lock($2, g) FROM unnest($1) AS g").Bind([.. groups.Distinct().Order()], NpgsqlDbType.Integer).Bind(PlanLock);

    /// <summary>The rows of customers, locked in the order of their keys.</summary>
    public static Query Lock(Guid[] customers) =>
        new Query($"SELECT {Columns} FROM ig.delivery WHERE customer = ANY ($1) ORDER BY customer, platform FOR UPDATE").Bind(customers, NpgsqlDbType.Uuid);

    public static Query Of(IReadOnlyList<(CustomerId Customer, PlatformName Platform)> copies) =>
        new Query($"SELECT {Columns} FROM ig.delivery JOIN {Copies} USING (customer, platform)").Bind(copies);

    /// <summary>Some rows, locked in the order of their keys.</summary>
    public static Query Lock(IReadOnlyList<(CustomerId Customer, PlatformName Platform)> copies) =>
        new Query($"SELECT {Columns} FROM ig.delivery JOIN {Copies} USING (customer, platform) ORDER BY customer, platform FOR UPDATE OF delivery")
            .Bind(copies);

    // Lane by lane: each is one range of the index, in order of due time, and stops at the limit.
    public static Query Open(PlatformName platform, int firstSlot, int slots, DateTimeOffset now, int limit) => new Query(
        $"""
        SELECT d.* FROM unnest($1) AS l (lane) CROSS JOIN LATERAL (
            SELECT {Columns} FROM ig.delivery
            WHERE platform = $2 AND state IN (1, 2, 3, 4, 10, 11) AND lane = l.lane AND due_at <= $3 AND slot >= $4 AND slot < $5 ORDER BY due_at LIMIT $6
        ) d ORDER BY d.lane, d.due_at LIMIT $6
        """)
        .Bind(Lanes, NpgsqlDbType.Integer).Bind(platform.Value).Bind(now).Bind(firstSlot).Bind(firstSlot + slots).Bind(limit);

    /// <summary>A platform's rows after a customer, in the order of customers.</summary>
    public static Query After(PlatformName platform, CustomerId? after, int limit) => new Query(
        $"SELECT {Columns} FROM ig.delivery WHERE platform = $1 AND ($2::uuid IS NULL OR customer > $2) ORDER BY customer LIMIT $3")
        .Bind(platform.Value).Bind(after).Bind(limit);

    /// <summary>Withdrawals that are not shown to be over, the oldest first.</summary>
    public static Query Withdrawals(PlatformName? platform, WithdrawalPlace? after, int limit) => new Query(
        $"""
        SELECT {Columns} FROM ig.delivery WHERE {ExceptionSql.Withdrawing} AND ($1::text IS NULL OR platform = $1)
            {(after is null ? "" : "AND (planned_at, customer, platform) > ($2, $3, $4)")}
        ORDER BY planned_at, customer, platform LIMIT $5
        """)
        .Bind(platform?.Value).Bind(after is { } place ? Canonical.Microseconds(place.PlannedAt) : 0).Bind(after?.Customer).Bind(after?.Platform.Value)
        .Bind(limit);

    public static Query Plan(IReadOnlyList<DeliveryRow> rows)
    {
        T[] Column<T>(Func<DeliveryRow, T> of) => [.. rows.Select(of)];

        return new Query(
            $"""
            INSERT INTO ig.delivery ({Columns}, slot) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (customer, platform) DO UPDATE SET
                planned_version = excluded.planned_version, delivery_id = excluded.delivery_id, digest = excluded.digest, lane = excluded.lane,
                state = excluded.state, due_at = excluded.due_at, planned_at = excluded.planned_at, attempts = excluded.attempts, reason = excluded.reason,
                refused = excluded.refused
            """)
            .Bind(Column(r => r.Customer.ToColumn()), NpgsqlDbType.Uuid).Bind(Column(r => r.Platform.Value), NpgsqlDbType.Text)
            .Bind(Column(r => r.PlannedVersion), NpgsqlDbType.Bigint).Bind(Column(r => r.DeliveryId), NpgsqlDbType.Text)
            .Bind(Column(r => r.Digest), NpgsqlDbType.Bytea).Bind(Column(r => (int)r.Lane), NpgsqlDbType.Integer)
            .Bind(Column(r => (int)r.State), NpgsqlDbType.Integer).Bind(Column(r => Canonical.Microseconds(r.DueAt)), NpgsqlDbType.Bigint)
            .Bind(Column(r => Canonical.Microseconds(r.PlannedAt)), NpgsqlDbType.Bigint).Bind(Column(r => r.Attempts), NpgsqlDbType.Integer)
            .Bind(Column(r => r.Reason), NpgsqlDbType.Text).Bind(Column(r => r.Refused), NpgsqlDbType.Integer)
            .Bind(Column(r => r.Customer.Slot), NpgsqlDbType.Integer);
    }

    public static Query Backlog() =>
        new("SELECT platform, state, count(*), min(planned_at) FROM ig.delivery GROUP BY platform, state ORDER BY platform, state");

    public static Backlog ReadBacklog(NpgsqlDataReader row) => new(row.Platform(0), (DeliveryState)row.Small(1), row.Int(2), row.Instant(3));

    public static DeliveryRow Read(NpgsqlDataReader row) => new(
        row.Customer(0), row.Platform(1), row.Int(2), row.Text(3), row.Blob(4), (Lane)row.Small(5), (DeliveryState)row.Small(6),
        row.Instant(7), row.Instant(8), row.Small(9), row.IsDBNull(10) ? null : row.Text(10)) { Refused = row.Small(11) };
}
