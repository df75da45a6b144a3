using IdentityGrains.Storage.Delivery;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The disclosure logs and their folds. The holding row carries the log's end: it is what two writers compete for.</summary>
internal static class PostgresDisclosures
{
    public static Query Heads(Guid[] customers) =>
        new Query("SELECT customer, platform, number, hash, bytes FROM ig.holding WHERE customer = ANY ($1)").Bind(customers, NpgsqlDbType.Uuid);

    /// <summary>Where the logs of customers end, locked in the order of their keys.</summary>
    public static Query Lock(Guid[] customers) =>
        new Query("SELECT customer, platform, number FROM ig.holding WHERE customer = ANY ($1) ORDER BY customer, platform FOR UPDATE")
            .Bind(customers, NpgsqlDbType.Uuid);

    /// <summary>The logs' new ends, the last of each.</summary>
    public static Query Holdings(IReadOnlyList<DeliveryStep> steps) => Bind(
        new Query(
            """
            INSERT INTO ig.holding (customer, platform, number, hash, bytes) SELECT * FROM unnest($1, $2, $3, $4, $5)
            ON CONFLICT (customer, platform) DO UPDATE SET number = excluded.number, hash = excluded.hash, bytes = excluded.bytes
            """),
        [.. steps.Where(s => s.Log is not null).GroupBy(s => (s.Before.Customer, s.Before.Platform)).Select(s => s.Last())], log => log.Holding);

    /// <summary>The logs' new entries.</summary>
    public static Query Append(IReadOnlyList<DeliveryStep> steps)
    {
        DeliveryStep[] logged = [.. steps.Where(s => s.Log is not null)];
        return Bind(
            new Query("INSERT INTO ig.disclosure (customer, platform, number, hash, bytes, delivery_id) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)"),
            logged, log => log.Bytes)
            .Bind([.. logged.Select(s => s.Log!.DeliveryId)], NpgsqlDbType.Text);
    }

    public static Query FindDelivery(string deliveryId) =>
        new Query("SELECT customer, platform FROM ig.disclosure WHERE delivery_id = $1 LIMIT 1").Bind(deliveryId);

    public static Query Log(CustomerId customer, PlatformName platform, long fromNumber, int limit) => new Query(
        "SELECT bytes FROM ig.disclosure WHERE customer = $1 AND platform = $2 AND number >= $3 ORDER BY number LIMIT $4")
        .Bind(customer).Bind(platform.Value).Bind(fromNumber).Bind(limit);

    private static Query Bind(Query query, DeliveryStep[] steps, Func<DisclosureAppend, ReadOnlyMemory<byte>> bytes)
    {
        T[] Column<T>(Func<DeliveryStep, T> of) => [.. steps.Select(of)];

        return query.Bind(Column(s => s.Before.Customer.ToColumn()), NpgsqlDbType.Uuid).Bind(Column(s => s.Before.Platform.Value), NpgsqlDbType.Text)
            .Bind(Column(s => s.Log!.Number), NpgsqlDbType.Bigint).Bind(Column(s => s.Log!.Hash), NpgsqlDbType.Bytea)
            .Bind(Column(s => bytes(s.Log!)), NpgsqlDbType.Bytea);
    }
}
