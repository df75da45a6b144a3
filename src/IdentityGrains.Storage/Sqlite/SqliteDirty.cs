using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>One narrow row per customer whose projections may have changed, whatever the number of platforms.</summary>
internal static class SqliteDirty
{
    // Bursts coalesce into the newest version, the more urgent lane and the longest wait.
    public static void Mark(SqliteSession session, CustomerId customer, long version, Lane lane, DateTimeOffset since)
    {
        using var upsert = session.Prepare(
            """
            INSERT INTO dirty (customer, slot, slot_group, version, lane, since, mark) VALUES (?, ?, ?, ?, ?, ?, random())
            ON CONFLICT (customer) DO UPDATE SET
                version = max(version, excluded.version), lane = min(lane, excluded.lane), since = min(since, excluded.since), mark = excluded.mark
            """);
        upsert.Bind(customer).Bind(customer.Slot).Bind(Slots.GroupOf(customer.Slot)).Bind(version).Bind((int)lane).Bind(since).Run();
    }

    public static IReadOnlyList<DirtyCustomer> Read(SqliteSession session, int group, int limit)
    {
        // Asked here, a batch of customers of whom no exception stands costs planning no statement of its own.
        using var query = session.Prepare(
            $"""
            SELECT customer, version, lane, since, mark, EXISTS (
                SELECT 1 FROM exception e WHERE e.customer = d.customer AND e.{ExceptionSql.OfClaims} AND e.{ExceptionSql.Stands})
            FROM dirty d WHERE slot_group = ? ORDER BY lane, since LIMIT ?
            """);
        return query.Bind(group).Bind(limit).All(
            row => new DirtyCustomer(row.Customer(0), row.Int(1), (Lane)row.Small(2), row.Instant(3), row.Int(4), row.Int(5) != 0));
    }

    public static void Clear(SqliteSession session, CustomerId customer, long mark)
    {
        using var delete = session.Prepare("DELETE FROM dirty WHERE customer = ? AND mark = ?");
        delete.Bind(customer).Bind(mark).Run();
    }
}
