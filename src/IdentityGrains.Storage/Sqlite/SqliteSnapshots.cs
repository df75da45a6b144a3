using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Snapshots: the newest, and of each stretch of versions the first.</summary>
internal static class SqliteSnapshots
{
    /// <summary>Keeps a snapshot, and lets go of the newest before it unless that is the first of its stretch.</summary>
    public static int Save(SqliteSession session, CustomerId customer, StoredSnapshot snapshot)
    {
        using (var older = session.Prepare("DELETE FROM snapshot WHERE customer = ? AND fold_version < ?"))
        {
            older.Bind(customer).Bind(snapshot.FoldVersion).Run();
        }

        if (NewestBefore(session, customer, snapshot.FoldVersion, long.MaxValue) is { } newest)
        {
            if (newest >= snapshot.Version)
            {
                return 0;
            }

            // What lies between the newest and the one before it was let go of when the newest came: there is nothing more to thin out.
            if (NewestBefore(session, customer, snapshot.FoldVersion, newest) >= StoredSnapshot.StretchOf(newest))
            {
                using var delete = session.Prepare("DELETE FROM snapshot WHERE customer = ? AND fold_version = ? AND version = ?");
                delete.Bind(customer).Bind(snapshot.FoldVersion).Bind(newest).Run();
            }
        }

        using var insert = session.Prepare("INSERT INTO snapshot (customer, fold_version, version, entry_hash, sealed) VALUES (?, ?, ?, ?, ?)");
        return insert.Bind(customer).Bind(snapshot.FoldVersion).Bind(snapshot.Version).Bind(snapshot.EntryHash).Bind(snapshot.Sealed).Run();
    }

    /// <summary>The newest at or before a version that fits the chain and this fold; null when there is none.</summary>
    public static StoredSnapshot? Fitting(SqliteSession session, CustomerId customer, long version)
    {
        using var query = session.Prepare(
            """
            SELECT s.version, s.entry_hash, s.fold_version, s.sealed FROM snapshot s
            JOIN journal j ON j.customer = s.customer AND j.version = s.version AND j.hash = s.entry_hash
            WHERE s.customer = ? AND s.fold_version = ? AND s.version <= ? ORDER BY s.version DESC LIMIT 1
            """);
        return query.Bind(customer).Bind(Fold.FoldVersion).Bind(version).Step() ? Read(query) : null;
    }

    /// <summary>A row of version, entry hash, fold version and envelope.</summary>
    public static StoredSnapshot Read(Statement row) => new(row.Int(0), row.Blob(1), row.Small(2), row.Blob(3));

    private static long? NewestBefore(SqliteSession session, CustomerId customer, int fold, long version)
    {
        using var query = session.Prepare(
            "SELECT version FROM snapshot WHERE customer = ? AND fold_version = ? AND version < ? ORDER BY version DESC LIMIT 1");
        return query.Bind(customer).Bind(fold).Bind(version).Step() ? query.Int(0) : null;
    }
}
