using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The record in the embedded store.</summary>
internal sealed class SqliteJournal(SqliteWriteLoop writes, SqliteReaders readers, FeedNews news) : IJournal
{
    private const string Entry = "SELECT customer, version, principal, operation, recorded_at, hash, header, body FROM journal ";

    public Task<IReadOnlyList<RunOutcome>> Commit(IReadOnlyList<Run> runs, CancellationToken ct) =>
        writes.Write(session => SqliteRuns.Commit(session, runs), ct, outcomes => Announce(runs, outcomes));

    public Task<StoredCustomer?> Load(CustomerId customer, CancellationToken ct) =>
        readers.Read(session => session.AtOneMoment(moment => Load(moment, customer)), ct);

    public Task<StoredEntry?> FindOperation(CustomerId customer, PrincipalId principal, OperationId operation, CancellationToken ct) =>
        readers.Read(
            session =>
            {
                using var query = session.Prepare(Entry + "WHERE customer = ? AND principal = ? AND operation = ?");
                return query.Bind(customer).Bind(principal.Value).Bind(operation.Value).Step() ? ReadEntry(query) : null;
            },
            ct);

    public Task<IReadOnlyList<StoredEntry>> Read(CustomerId customer, long fromVersion, int limit, CancellationToken ct) =>
        readers.Read(session => Read(session, customer, fromVersion, limit), ct);

    public Task SaveSnapshot(CustomerId customer, StoredSnapshot snapshot, CancellationToken ct) => writes.Write(
        session =>
        {
            // One that arrives late must not replace a newer one; one of another fold is useless whatever its version.
            using var upsert = session.Prepare(
                """
                INSERT INTO snapshot (customer, version, entry_hash, fold_version, sealed) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (customer) DO UPDATE SET
                    version = excluded.version, entry_hash = excluded.entry_hash, fold_version = excluded.fold_version, sealed = excluded.sealed
                WHERE excluded.version > version OR excluded.fold_version <> fold_version
                """);
            return upsert.Bind(customer).Bind(snapshot.Version).Bind(snapshot.EntryHash).Bind(snapshot.FoldVersion).Bind(snapshot.Sealed).Run();
        },
        ct);

    internal static IReadOnlyList<StoredEntry> Read(SqliteSession session, CustomerId customer, long fromVersion, int limit)
    {
        using var query = session.Prepare(Entry + "WHERE customer = ? AND version >= ? ORDER BY version LIMIT ?");
        return query.Bind(customer).Bind(fromVersion).Bind(limit).All(ReadEntry);
    }

    private static StoredCustomer? Load(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare("SELECT version, hash, fence, epoch FROM head WHERE customer = ?").Bind(customer);
        if (!query.Step())
        {
            return null;
        }

        var snapshot = FittingSnapshot(session, customer);
        return new StoredCustomer(
            new Head(query.Int(0), query.Blob(1)), query.Int(2), query.Int(3), snapshot,
            Read(session, customer, (snapshot?.Version ?? 0) + 1, int.MaxValue));
    }

    private static StoredSnapshot? FittingSnapshot(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare(
            """
            SELECT s.version, s.entry_hash, s.fold_version, s.sealed FROM snapshot s
            JOIN journal j ON j.customer = s.customer AND j.version = s.version AND j.hash = s.entry_hash
            WHERE s.customer = ? AND s.fold_version = ?
            """);
        return query.Bind(customer).Bind(Fold.FoldVersion).Step()
            ? new StoredSnapshot(query.Int(0), query.Blob(1), query.Small(2), query.Blob(3))
            : null;
    }

    private static StoredEntry ReadEntry(Statement row) => new(
        row.Customer(0), row.Int(1), new PrincipalId(row.Text(2)), OperationId.FromTrusted(row.Text(3)), row.Instant(4), row.Blob(5), row.Blob(6),
        row.Blob(7));

    private void Announce(IReadOnlyList<Run> runs, IReadOnlyList<RunOutcome> outcomes)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (outcomes[i] == RunOutcome.Committed)
            {
                news.Announce(Slots.GroupOf(runs[i].Customer.Slot));
            }
        }
    }
}
