using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The sweeps in the embedded store.</summary>
internal sealed class SqlitePolicySweeps(SqliteWriteLoop writes, SqliteReaders readers) : IPolicySweeps
{
    private const string Columns = "SELECT slot_group, epoch, last, visited, customers, finished FROM policy_sweep";

    public Task<SweepCursor?> Find(int group, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare(Columns + " WHERE slot_group = ?");
            return query.Bind(group).Step() ? Read(query) : null;
        },
        ct);

    public Task<IReadOnlyList<SweepCursor>> All(CancellationToken ct) => readers.Read<IReadOnlyList<SweepCursor>>(
        session =>
        {
            using var query = session.Prepare(Columns + " ORDER BY slot_group");
            return query.All(Read);
        },
        ct);

    public Task<long> Customers(int group, CancellationToken ct) => readers.Read(
        session =>
        {
            using var query = session.Prepare("SELECT count(*) FROM head WHERE slot >= ? AND slot < ?");
            return query.Bind(Slots.FirstOf(group)).Bind(Slots.FirstOf(group + 1)).Step() ? query.Int(0) : 0;
        },
        ct);

    // By the table's own order, passing over other groups' rows: a sweep is rare, and an index by group would be paid for by every new customer.
    public Task<IReadOnlyList<CustomerId>> After(int group, CustomerId? last, int limit, CancellationToken ct) =>
        readers.Read<IReadOnlyList<CustomerId>>(
            session =>
            {
                using var query = session.Prepare("SELECT customer FROM head WHERE customer > ? AND slot >= ? AND slot < ? ORDER BY customer LIMIT ?");
                var after = last is { } visited ? query.Bind(visited) : query.Bind(ReadOnlySpan<byte>.Empty);
                return after.Bind(Slots.FirstOf(group)).Bind(Slots.FirstOf(group + 1)).Bind(limit).All(row => row.Customer(0));
            },
            ct);

    public Task<bool> Keep(SweepCursor cursor, CancellationToken ct) => writes.Write(
        session =>
        {
            if (cursor.Epoch != SqlitePolicies.Epoch(session))
            {
                return false;
            }

            using var upsert = session.Prepare(
                """
                INSERT INTO policy_sweep (slot_group, epoch, last, visited, customers, finished) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (slot_group) DO UPDATE SET epoch = excluded.epoch, last = excluded.last, visited = excluded.visited,
                    customers = excluded.customers, finished = excluded.finished
                """);
            upsert.Bind(cursor.Group).Bind(cursor.Epoch);
            _ = cursor.Last is { } last ? upsert.Bind(last) : upsert.Bind((string?)null);
            upsert.Bind(cursor.Visited).Bind(cursor.Customers).Bind(cursor.Finished ? 1 : 0).Run();
            return true;
        },
        ct);

    private static SweepCursor Read(Statement row) =>
        new(row.Small(0), row.Int(1), row.IsNull(2) ? null : row.Customer(2), row.Int(3), row.Int(4), row.Int(5) == 1);
}
