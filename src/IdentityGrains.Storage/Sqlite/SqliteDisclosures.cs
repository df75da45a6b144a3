using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The disclosure logs and their folds.</summary>
internal static class SqliteDisclosures
{
    public static DisclosureHead? Head(SqliteSession session, CustomerId customer, PlatformName platform)
    {
        using var query = session.Prepare("SELECT number, hash, bytes FROM holding WHERE customer = ? AND platform = ?");
        return query.Bind(customer).Bind(platform.Value).Step() ? new DisclosureHead(query.Int(0), query.Blob(1), query.Blob(2)) : null;
    }

    /// <summary>Where the logs of a customer end, and which permits are out.</summary>
    public static IReadOnlyList<LogEnd> Ends(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare("SELECT platform, number, permit, permit_version, permit_until FROM holding WHERE customer = ?").Bind(customer);
        return query.All(row => new LogEnd(
            customer, new PlatformName(row.Text(0)), row.Int(1), row.IsNull(2) ? null : new HeldPermit(row.Int(2), row.Int(3), row.Int(4))));
    }

    /// <summary>Appends a step's entry, with the permit that is out after all steps.</summary>
    public static void Append(SqliteSession session, DeliveryStep step, LogEnd end)
    {
        var (customer, platform, entry) = (step.Before.Customer, step.Before.Platform.Value, step.Log!);
        using (var upsert = session.Prepare(
            """
            INSERT INTO holding (customer, platform, number, hash, bytes, permit, permit_version, permit_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (customer, platform) DO UPDATE SET number = excluded.number, hash = excluded.hash, bytes = excluded.bytes,
                permit = excluded.permit, permit_version = excluded.permit_version, permit_until = excluded.permit_until
            """))
        {
            upsert.Bind(customer).Bind(platform).Bind(entry.Number).Bind(entry.Hash).Bind(entry.Holding)
                .Bind(end.Permit?.Number).Bind(end.Permit?.Version).Bind(end.Permit?.Until).Run();
        }

        using var insert = session.Prepare("INSERT INTO disclosure (customer, platform, number, hash, bytes, delivery_id) VALUES (?, ?, ?, ?, ?, ?)");
        insert.Bind(customer).Bind(platform).Bind(entry.Number).Bind(entry.Hash).Bind(entry.Bytes).Bind(entry.DeliveryId).Run();
    }

    /// <summary>Keeps under which key the platform knows the customer, where the step says that it is told under a new one.</summary>
    public static void Address(SqliteSession session, DeliveryStep step)
    {
        if (step.Address is { } address)
        {
            using var upsert = session.Prepare(
                "INSERT INTO platform_key (platform, address, customer) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET customer = excluded.customer");
            upsert.Bind(step.Before.Platform.Value).Bind(address).Bind(step.Before.Customer).Run();
        }
    }

    public static (CustomerId Customer, PlatformName Platform)? FindDelivery(SqliteSession session, string deliveryId)
    {
        using var query = session.Prepare("SELECT customer, platform FROM disclosure WHERE delivery_id = ? LIMIT 1").Bind(deliveryId);
        return query.Step() ? (query.Customer(0), new PlatformName(query.Text(1))) : null;
    }

    public static IReadOnlyList<ReadOnlyMemory<byte>> LogOf(SqliteSession session, string deliveryId, int limit)
    {
        using var query = session.Prepare("SELECT bytes FROM disclosure WHERE delivery_id = ? ORDER BY number LIMIT ?");
        return query.Bind(deliveryId).Bind(limit).All(row => new ReadOnlyMemory<byte>(row.Blob(0)));
    }

    public static IReadOnlyList<ReadOnlyMemory<byte>> Log(SqliteSession session, CustomerId customer, PlatformName platform, long fromNumber, int limit)
    {
        using var query = session.Prepare("SELECT bytes FROM disclosure WHERE customer = ? AND platform = ? AND number >= ? ORDER BY number LIMIT ?");
        return query.Bind(customer).Bind(platform.Value).Bind(fromNumber).Bind(limit).All(row => new ReadOnlyMemory<byte>(row.Blob(0)));
    }
}
