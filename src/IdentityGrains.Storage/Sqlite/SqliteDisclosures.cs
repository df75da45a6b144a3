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

    /// <summary>Appends if the log ends one below; the holding row, which carries the log's end, is what two writers compete for.</summary>
    public static bool Append(SqliteSession session, CustomerId customer, PlatformName platform, DisclosureAppend entry)
    {
        using (var upsert = session.Prepare(
            """
            INSERT INTO holding (customer, platform, number, hash, bytes) SELECT ?1, ?2, ?3, ?4, ?5
            WHERE ?3 = 1 OR EXISTS (SELECT 1 FROM holding WHERE customer = ?1 AND platform = ?2)
            ON CONFLICT (customer, platform) DO UPDATE SET number = excluded.number, hash = excluded.hash, bytes = excluded.bytes
            WHERE number = excluded.number - 1
            """))
        {
            if (upsert.Bind(customer).Bind(platform.Value).Bind(entry.Number).Bind(entry.Hash).Bind(entry.Holding).Run() == 0)
            {
                return false;
            }
        }

        using var insert = session.Prepare("INSERT INTO disclosure (customer, platform, number, hash, bytes, delivery_id) VALUES (?, ?, ?, ?, ?, ?)");
        return insert.Bind(customer).Bind(platform.Value).Bind(entry.Number).Bind(entry.Hash).Bind(entry.Bytes).Bind(entry.DeliveryId).Run() == 1;
    }

    public static (CustomerId Customer, PlatformName Platform)? FindDelivery(SqliteSession session, string deliveryId)
    {
        using var query = session.Prepare("SELECT customer, platform FROM disclosure WHERE delivery_id = ? LIMIT 1").Bind(deliveryId);
        return query.Step() ? (query.Customer(0), new PlatformName(query.Text(1))) : null;
    }

    public static IReadOnlyList<ReadOnlyMemory<byte>> Log(SqliteSession session, CustomerId customer, PlatformName platform, long fromNumber, int limit)
    {
        using var query = session.Prepare("SELECT bytes FROM disclosure WHERE customer = ? AND platform = ? AND number >= ? ORDER BY number LIMIT ?");
        return query.Bind(customer).Bind(platform.Value).Bind(fromNumber).Bind(limit).All(row => new ReadOnlyMemory<byte>(row.Blob(0)));
    }
}
