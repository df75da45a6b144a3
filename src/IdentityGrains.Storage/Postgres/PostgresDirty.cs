using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>One narrow row per customer whose projections may have changed, whatever the number of platforms.</summary>
internal static class PostgresDirty
{
    // Asked here, a batch of customers of whom no exception stands costs planning no statement of its own.
    public static Query Read(int group, int limit) => new Query(
        $"""
        SELECT customer, version, lane, since, mark, EXISTS (
            SELECT 1 FROM ig.exception e WHERE e.customer = d.customer AND e.{ExceptionSql.OfClaims} AND e.{ExceptionSql.Stands})
        FROM ig.dirty d WHERE slot_group = $1 ORDER BY lane, since LIMIT $2
        """)
        .Bind(group).Bind(limit);

    public static DirtyCustomer ReadRow(NpgsqlDataReader row) =>
        new(row.Customer(0), row.Int(1), (Lane)row.Small(2), row.Instant(3), row.Int(4), row.GetBoolean(5));

    public static Query Mark(CustomerId customer, long version, Lane lane, DateTimeOffset since) => Mark([(customer, version, lane)], since);

    // Bursts coalesce into the newest version, the more urgent lane and the longest wait. In the order of keys, as commits mark theirs.
    public static Query Mark(IReadOnlyList<(CustomerId Customer, long Version, Lane Lane)> marks, DateTimeOffset since) => new Query(
        """
        INSERT INTO ig.dirty AS d (customer, slot, slot_group, version, lane, since, mark)
        SELECT m.customer, m.slot, m.slot / $5, max(m.version), min(m.lane), $6, (random() * 9007199254740992)::bigint
        FROM unnest($1, $2, $3, $4) AS m (customer, slot, version, lane) GROUP BY m.customer, m.slot ORDER BY m.customer
        ON CONFLICT (customer) DO UPDATE SET version = greatest(d.version, excluded.version), lane = least(d.lane, excluded.lane),
            since = least(d.since, excluded.since), mark = excluded.mark
        """)
        .Bind([.. marks.Select(m => m.Customer.ToColumn())], NpgsqlDbType.Uuid).Bind([.. marks.Select(m => m.Customer.Slot)], NpgsqlDbType.Integer)
        .Bind([.. marks.Select(m => m.Version)], NpgsqlDbType.Bigint).Bind([.. marks.Select(m => (int)m.Lane)], NpgsqlDbType.Integer)
        .Bind(Slots.PerGroup).Bind(since);

    /// <summary>Marks everybody else at addresses that a platform spreads subscriptions by.</summary>
    public static Query MarkSharers(
        PlatformName platform, IReadOnlyList<ReadOnlyMemory<byte>> addresses, CustomerId besides, Lane lane, DateTimeOffset since) => new Query(
        """
        INSERT INTO ig.dirty AS d (customer, slot, slot_group, version, lane, since, mark)
        SELECT s.customer, s.slot, s.slot / $6, 0, $4, $5, (random() * 9007199254740992)::bigint FROM ig.shared_contact s
        WHERE s.platform = $1 AND s.address = ANY ($2) AND s.customer <> $3 ORDER BY s.customer
        ON CONFLICT (customer) DO UPDATE SET lane = least(d.lane, excluded.lane), since = least(d.since, excluded.since), mark = excluded.mark
        """)
        .Bind(platform.Value).Bind([.. addresses], NpgsqlDbType.Bytea).Bind(besides).Bind((int)lane).Bind(since).Bind(Slots.PerGroup);

    // What a commit holds at this moment is marked anew by it, and need not be waited for.
    public static Query Clear(IReadOnlyList<PlannedCustomer> settled) => new Query(
        """
        DELETE FROM ig.dirty WHERE customer IN (
            SELECT d.customer FROM ig.dirty d JOIN unnest($1, $2) AS s (customer, mark) ON d.customer = s.customer AND d.mark = s.mark
            ORDER BY d.customer FOR UPDATE OF d SKIP LOCKED)
        """)
        .Bind([.. settled.Select(s => s.Customer.ToColumn())], NpgsqlDbType.Uuid).Bind([.. settled.Select(s => s.Mark)], NpgsqlDbType.Bigint);
}
