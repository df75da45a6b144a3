using IdentityGrains.Storage.Delivery;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>The disclosure logs and their folds. The holding row carries the log's end: it is what two writers compete for.</summary>
internal static class PostgresDisclosures
{
    public static Query Heads(IReadOnlyList<(CustomerId Customer, PlatformName Platform)> copies) =>
        new Query($"SELECT customer, platform, number, hash, bytes FROM ig.holding JOIN {PostgresDeliveryRows.Copies} USING (customer, platform)").Bind(copies);

    /// <summary>Where logs end, locked in the order of their keys.</summary>
    public static Query Lock(IReadOnlyList<(CustomerId Customer, PlatformName Platform)> copies) =>
        new Query(
            $"""
            SELECT customer, platform, number, permit, permit_version, permit_until FROM ig.holding JOIN {PostgresDeliveryRows.Copies}
            USING (customer, platform) ORDER BY customer, platform FOR UPDATE OF holding
            """)
            .Bind(copies);

    public static LogEnd ReadEnd(NpgsqlDataReader row) => new(
        row.Customer(0), row.Platform(1), row.Int(2), row.IsDBNull(3) ? null : new HeldPermit(row.Int(3), row.Int(4), row.Int(5)));

    /// <summary>The logs' new ends, the last of each, with the permits that are out.</summary>
    public static Query Holdings(IReadOnlyList<DeliveryStep> steps, DeliveryBook book)
    {
        DeliveryStep[] last = [.. steps.Where(s => s.Log is not null).GroupBy(s => (s.Before.Customer, s.Before.Platform)).Select(s => s.Last())];
        HeldPermit?[] permits = [.. last.Select(s => book.EndOf(s.Before.Customer, s.Before.Platform).Permit)];
        return Bind(
            new Query(
                """
                INSERT INTO ig.holding (customer, platform, number, hash, bytes, permit, permit_version, permit_until)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (customer, platform) DO UPDATE SET number = excluded.number, hash = excluded.hash, bytes = excluded.bytes,
                    permit = excluded.permit, permit_version = excluded.permit_version, permit_until = excluded.permit_until
                """),
            last, log => log.Holding)
            .Bind([.. permits.Select(p => p?.Number)], NpgsqlDbType.Bigint).Bind([.. permits.Select(p => p?.Version)], NpgsqlDbType.Bigint)
            .Bind([.. permits.Select(p => p?.Until)], NpgsqlDbType.Bigint);
    }

    /// <summary>The logs' new entries.</summary>
    public static Query Append(IReadOnlyList<DeliveryStep> steps)
    {
        DeliveryStep[] logged = [.. steps.Where(s => s.Log is not null)];
        return Bind(
            new Query("INSERT INTO ig.disclosure (customer, platform, number, hash, bytes, delivery_id) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)"),
            logged, log => log.Bytes)
            .Bind([.. logged.Select(s => s.Log!.DeliveryId)], NpgsqlDbType.Text);
    }

    /// <summary>Under which keys the platforms know customers, where steps say that they are told under new ones.</summary>
    public static Query Addresses(IReadOnlyList<DeliveryStep> steps)
    {
        DeliveryStep[] last =
        [
            .. steps.Where(s => s.Address is not null)
                .GroupBy(s => (s.Before.Platform, Convert.ToHexString(s.Address!.Value.Span))).Select(s => s.Last()),
        ];
        return new Query(
            """
            INSERT INTO ig.platform_key (platform, address, customer) SELECT * FROM unnest($1, $2, $3)
            ON CONFLICT (platform, address) DO UPDATE SET customer = excluded.customer
            """)
            .Bind([.. last.Select(s => s.Before.Platform.Value)], NpgsqlDbType.Text).Bind([.. last.Select(s => s.Address!.Value)], NpgsqlDbType.Bytea)
            .Bind([.. last.Select(s => s.Before.Customer.ToColumn())], NpgsqlDbType.Uuid);
    }

    public static Query FindDelivery(string deliveryId) =>
        new Query("SELECT customer, platform FROM ig.disclosure WHERE delivery_id = $1 LIMIT 1").Bind(deliveryId);

    public static Query Log(CustomerId customer, PlatformName platform, long fromNumber, int limit) => new Query(
        "SELECT bytes FROM ig.disclosure WHERE customer = $1 AND platform = $2 AND number >= $3 ORDER BY number LIMIT $4")
        .Bind(customer).Bind(platform.Value).Bind(fromNumber).Bind(limit);

    public static Query LogOf(IReadOnlyList<string> deliveryIds, int limit) => new Query(
        """
        SELECT l.bytes FROM unnest($1) WITH ORDINALITY AS d (id, place) CROSS JOIN LATERAL (
            SELECT number, bytes FROM ig.disclosure WHERE delivery_id = d.id ORDER BY number LIMIT $2) l
        ORDER BY d.place, l.number
        """)
        .Bind([.. deliveryIds], NpgsqlDbType.Text).Bind(limit);

    private static Query Bind(Query query, DeliveryStep[] steps, Func<DisclosureAppend, ReadOnlyMemory<byte>> bytes)
    {
        T[] Column<T>(Func<DeliveryStep, T> of) => [.. steps.Select(of)];

        return query.Bind(Column(s => s.Before.Customer.ToColumn()), NpgsqlDbType.Uuid).Bind(Column(s => s.Before.Platform.Value), NpgsqlDbType.Text)
            .Bind(Column(s => s.Log!.Number), NpgsqlDbType.Bigint).Bind(Column(s => s.Log!.Hash), NpgsqlDbType.Bytea)
            .Bind(Column(s => bytes(s.Log!)), NpgsqlDbType.Bytea);
    }
}
