using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The delivery rows: one per customer and platform.</summary>
internal static class SqliteDeliveryRows
{
    public const string Columns = "customer, platform, planned_version, delivery_id, digest, lane, state, due_at, planned_at, attempts, reason, refused";

    public static IReadOnlyList<DeliveryRow> Of(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM delivery WHERE customer = ? ORDER BY platform");
        return query.Bind(customer).All(Read);
    }

    public static DeliveryRow? Find(SqliteSession session, CustomerId customer, PlatformName platform)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM delivery WHERE customer = ? AND platform = ?");
        return query.Bind(customer).Bind(platform.Value).Step() ? Read(query) : null;
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
                WHERE platform = ? AND state IN (1, 2, 3, 4, 10, 11) AND lane = ? AND due_at <= ? AND slot >= ? AND slot < ? ORDER BY due_at LIMIT ?
                """);
            rows.AddRange(query.Bind(platform.Value).Bind((int)lane).Bind(now).Bind(firstSlot).Bind(firstSlot + slots).Bind(limit - rows.Count).All(Read));
        }

        return rows;
    }

    /// <summary>A platform's rows after a customer, in the order of customers.</summary>
    public static IReadOnlyList<DeliveryRow> After(SqliteSession session, PlatformName platform, CustomerId? after, int limit)
    {
        using var query = session.Prepare($"SELECT {Columns} FROM delivery WHERE platform = ? AND customer > ? ORDER BY customer LIMIT ?");
        query.Bind(platform.Value);
        return (after is { } last ? query.Bind(last) : query.Bind(ReadOnlySpan<byte>.Empty)).Bind(limit).All(Read);
    }

    /// <summary>Withdrawals that are not shown to be over, the oldest first.</summary>
    public static IReadOnlyList<DeliveryRow> Withdrawals(SqliteSession session, PlatformName? platform, WithdrawalPlace? after, int limit)
    {
        using var query = session.Prepare(
            $"""
            SELECT {Columns} FROM delivery WHERE {ExceptionSql.Withdrawing} AND (?1 IS NULL OR platform = ?1)
                {(after is null ? "" : "AND (planned_at, customer, platform) > (?2, ?3, ?4)")}
            ORDER BY planned_at, customer, platform LIMIT ?5
            """);
        query.Bind(platform?.Value);
        _ = after is { } place
            ? query.Bind(place.PlannedAt).Bind(place.Customer).Bind(place.Platform.Value)
            : query.Bind((string?)null).Bind((string?)null).Bind((string?)null);
        return query.Bind(limit).All(Read);
    }

    public static void Plan(SqliteSession session, DeliveryRow row)
    {
        using var upsert = session.Prepare(
            """
            INSERT INTO delivery (customer, platform, slot, planned_version, delivery_id, digest, lane, state, due_at, planned_at, attempts, reason,
                refused)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (customer, platform) DO UPDATE SET
                planned_version = excluded.planned_version, delivery_id = excluded.delivery_id, digest = excluded.digest, lane = excluded.lane,
                state = excluded.state, due_at = excluded.due_at, planned_at = excluded.planned_at, attempts = excluded.attempts, reason = excluded.reason,
                refused = excluded.refused
            """);
        upsert.Bind(row.Customer).Bind(row.Platform.Value).Bind(row.Customer.Slot).Bind(row.PlannedVersion).Bind(row.DeliveryId).Bind(row.Digest)
            .Bind((int)row.Lane).Bind((int)row.State).Bind(row.DueAt).Bind(row.PlannedAt).Bind(row.Attempts).Bind(row.Reason).Bind(row.Refused).Run();
    }

    public static IReadOnlyList<Backlog> Backlog(SqliteSession session)
    {
        using var query = session.Prepare("SELECT platform, state, count(*), min(planned_at) FROM delivery GROUP BY platform, state ORDER BY platform, state");
        return query.All(row => new Backlog(new PlatformName(row.Text(0)), (DeliveryState)row.Small(1), row.Int(2), row.Instant(3)));
    }

    public static DeliveryRow Read(Statement row) => new(
        row.Customer(0), new PlatformName(row.Text(1)), row.Int(2), row.Text(3), row.Blob(4), (Lane)row.Small(5), (DeliveryState)row.Small(6),
        row.Instant(7), row.Instant(8), row.Small(9), row.IsNull(10) ? null : row.Text(10)) { Refused = row.Small(11) };
}
