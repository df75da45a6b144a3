using IdentityGrains.Storage.Delivery;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Leave to begin requests, and the fence of withdrawals, by the database's clock.</summary>
internal static class PostgresPermits
{
    private const string Now = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    /// <summary>The epoch in force, held fast, and the database's time.</summary>
    public static readonly Query EpochAndTime = new($"SELECT epoch, {Now} FROM ig.policy_epoch FOR SHARE");

    // Not FOR KEY SHARE: a withdrawal updates no key column, and would pass it.
    /// <summary>The fences of customers, held fast in the order of their keys: no withdrawal is committed until this transaction ends.</summary>
    public static Query Fences(Guid[] customers) =>
        new Query("SELECT customer, fence FROM ig.head WHERE customer = ANY ($1) ORDER BY customer FOR SHARE").Bind(customers, NpgsqlDbType.Uuid);

    /// <summary>When the last permit of before a version is over; null when none is out.</summary>
    public static Query OutBefore(CustomerId customer, long version) => new Query(
        $"SELECT max(permit_until) FROM ig.holding WHERE customer = $1 AND permit_version < $2 AND permit_until > {Now}").Bind(customer).Bind(version);

    /// <summary>Notes that a withdrawal is fenced, unless that was noted before.</summary>
    public static Query Note(CustomerId customer, long version) => new Query(
        $"INSERT INTO ig.fence (customer, version, fenced_at) VALUES ($1, $2, {Now}) ON CONFLICT DO NOTHING").Bind(customer).Bind(version);

    /// <summary>When a withdrawal was fenced.</summary>
    public static Query Noted(CustomerId customer, long version) =>
        new Query("SELECT fenced_at FROM ig.fence WHERE customer = $1 AND version = $2").Bind(customer).Bind(version);
}
