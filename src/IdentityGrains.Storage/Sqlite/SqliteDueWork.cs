using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Due work in the embedded store.</summary>
internal sealed class SqliteDueWork(SqliteWriteLoop writes, SqliteReaders readers) : IDueWork
{
    public Task<IReadOnlyList<CustomerId>> Due(int group, DateTimeOffset now, int limit, CancellationToken ct) =>
        readers.Read<IReadOnlyList<CustomerId>>(
            session =>
            {
                using var query = session.Prepare("SELECT customer FROM due WHERE slot_group = ? AND due_at <= ? ORDER BY due_at LIMIT ?");
                return query.Bind(group).Bind(now).Bind(limit).All(row => row.Customer(0));
            },
            ct);

    public Task Reschedule(CustomerId customer, long version, DateTimeOffset? next, CancellationToken ct) => writes.Write(
        session =>
        {
            // Every entry sets the due row anew, so a head beyond the version means that somebody knows better.
            using var later = session.Prepare("SELECT 1 FROM head WHERE customer = ? AND version > ?");
            if (later.Bind(customer).Bind(version).Step())
            {
                return false;
            }

            Set(session, customer, next);
            return true;
        },
        ct);

    internal static void Set(SqliteSession session, CustomerId customer, DateTimeOffset? next)
    {
        if (next is not { } at)
        {
            using var delete = session.Prepare("DELETE FROM due WHERE customer = ?");
            delete.Bind(customer).Run();
            return;
        }

        using var upsert = session.Prepare(
            "INSERT INTO due (customer, slot, slot_group, due_at) VALUES (?, ?, ?, ?) ON CONFLICT (customer) DO UPDATE SET due_at = excluded.due_at");
        upsert.Bind(customer).Bind(customer.Slot).Bind(Slots.GroupOf(customer.Slot)).Bind(at).Run();
    }
}
