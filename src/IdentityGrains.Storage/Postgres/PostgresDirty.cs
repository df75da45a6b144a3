using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>One narrow row per customer whose projections may have changed, whatever the number of platforms.</summary>
internal static class PostgresDirty
{
    public static Query Read(int group, int limit) =>
        new Query("SELECT customer, version, lane, since, mark FROM ig.dirty WHERE slot_group = $1 ORDER BY lane, since LIMIT $2").Bind(group).Bind(limit);

    // Bursts coalesce into the newest version, the more urgent lane and the longest wait.
    public static Query Mark(CustomerId customer, long version, Lane lane, DateTimeOffset since) => new Query(
        """
        INSERT INTO ig.dirty AS d (customer, slot, slot_group, version, lane, since, mark)
        VALUES ($1, $2, $3, $4, $5, $6, (random() * 9007199254740992)::bigint)
        ON CONFLICT (customer) DO UPDATE SET version = greatest(d.version, excluded.version), lane = least(d.lane, excluded.lane),
            since = least(d.since, excluded.since), mark = excluded.mark
        """)
        .Bind(customer).Bind(customer.Slot).Bind(Slots.GroupOf(customer.Slot)).Bind(version).Bind((int)lane).Bind(since);

    /// <summary>Takes the rows' locks, in the order of their keys, so that one customer is settled once at a time.</summary>
    public static Query Lock(Guid[] customers) =>
        new Query("SELECT customer FROM ig.dirty WHERE customer = ANY ($1) ORDER BY customer FOR UPDATE").Bind(customers, NpgsqlDbType.Uuid);

    public static Query Clear(IReadOnlyList<PlannedCustomer> settled) => new Query(
        "DELETE FROM ig.dirty d USING unnest($1, $2) AS s (customer, mark) WHERE d.customer = s.customer AND d.mark = s.mark")
        .Bind([.. settled.Select(s => s.Customer.ToColumn())], NpgsqlDbType.Uuid).Bind([.. settled.Select(s => s.Mark)], NpgsqlDbType.Bigint);
}
