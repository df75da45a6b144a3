using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The delivery rows: one per customer and platform.</summary>
internal static class SqliteDeliveryRows
{
    private const string Columns = "customer, platform, planned_version, delivery_id, digest, lane, state, due_at, planned_at, attempts, reason";

    public static IReadOnlyList<DeliveryRow> Of(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM delivery WHERE customer = ? ORDER BY platform");
        return query.Bind(customer).All(Read);
    }

    // Lane by lane: each is one range of the index, in order of due time, and stops at the limit.
    public static IReadOnlyList<DeliveryRow> Open(SqliteSession session, PlatformName platform, int firstSlot, int slots, DateTimeOffset now, int limit)
    {
        var rows = new List<DeliveryRow>();
        foreach (var lane in Enum.GetValues<Lane>())
        {
            using var query = session.Prepare(
                $"""
                SELECT {Columns} FROM delivery
                WHERE platform = ? AND state IN (1, 2, 3, 4) AND lane = ? AND due_at <= ? AND slot >= ? AND slot < ? ORDER BY due_at LIMIT ?
                """);
            rows.AddRange(query.Bind(platform.Value).Bind((int)lane).Bind(now).Bind(firstSlot).Bind(firstSlot + slots).Bind(limit - rows.Count).All(Read));
        }

        return rows;
    }

    public static void Plan(SqliteSession session, DeliveryRow row)
    {
        using var upsert = session.Prepare(
            """
            INSERT INTO delivery (customer, platform, slot, planned_version, delivery_id, digest, lane, state, due_at, planned_at, attempts, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (customer, platform) DO UPDATE SET
                planned_version = excluded.planned_version, delivery_id = excluded.delivery_id, digest = excluded.digest, lane = excluded.lane,
                state = excluded.state, due_at = excluded.due_at, planned_at = excluded.planned_at, attempts = excluded.attempts, reason = excluded.reason
            """);
        upsert.Bind(row.Customer).Bind(row.Platform.Value).Bind(row.Customer.Slot).Bind(row.PlannedVersion).Bind(row.DeliveryId).Bind(row.Digest)
            .Bind((int)row.Lane).Bind((int)row.State).Bind(row.DueAt).Bind(row.PlannedAt).Bind(row.Attempts).Bind(row.Reason).Run();
    }

    public static bool Stands(SqliteSession session, DeliveryRow before)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM delivery WHERE customer = ? AND platform = ?");
        return query.Bind(before.Customer).Bind(before.Platform.Value).Step() && Read(query).IsStill(before);
    }

    public static IReadOnlyList<Backlog> Backlog(SqliteSession session)
    {
        using var query = session.Prepare("SELECT platform, state, count(*), min(planned_at) FROM delivery GROUP BY platform, state ORDER BY platform, state");
        return query.All(row => new Backlog(new PlatformName(row.Text(0)), (DeliveryState)row.Small(1), row.Int(2), row.Instant(3)));
    }

    private static DeliveryRow Read(Statement row) => new(
        row.Customer(0), new PlatformName(row.Text(1)), row.Int(2), row.Text(3), row.Blob(4), (Lane)row.Small(5), (DeliveryState)row.Small(6),
        row.Instant(7), row.Instant(8), row.Small(9), row.IsNull(10) ? null : row.Text(10));
}
