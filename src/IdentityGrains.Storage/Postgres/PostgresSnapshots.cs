using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Snapshots: the newest, and of each stretch of versions the first.</summary>
internal static class PostgresSnapshots
{
    /// <summary>The version of the newest that fits: of customer <c>$1</c> and fold <c>$2</c>, at or before version <c>$3</c>.</summary>
    public const string FittingVersion =
        """
        SELECT s.version FROM ig.snapshot s JOIN ig.journal j ON j.customer = s.customer AND j.version = s.version AND j.hash = s.entry_hash
        WHERE s.customer = $1 AND s.fold_version = $2 AND s.version <= $3 ORDER BY s.version DESC LIMIT 1
        """;

    /// <summary>The newest at or before a version that fits the chain and this fold.</summary>
    public static Query Fitting(CustomerId customer, long version) =>
        new Query(
            $"SELECT version, entry_hash, fold_version, sealed FROM ig.snapshot WHERE customer = $1 AND fold_version = $2 AND version = ({FittingVersion})")
            .Bind(customer).Bind(Fold.FoldVersion).Bind(version);

    /// <summary>
    /// Keeps a snapshot, and lets go of the newest before it unless that is the first of its stretch. What lies between the newest and the one before it was
    /// let go of when the newest came: there is nothing more to thin out.
    /// </summary>
    public static Query Save(CustomerId customer, StoredSnapshot snapshot) => new Query(
        """
        WITH newest AS (SELECT max(version) AS version FROM ig.snapshot WHERE customer = $1 AND fold_version = $2),
        before AS (
            SELECT max(s.version) AS version FROM ig.snapshot s, newest n WHERE s.customer = $1 AND s.fold_version = $2 AND s.version < n.version),
        older AS (DELETE FROM ig.snapshot WHERE customer = $1 AND fold_version < $2),
        thinned AS (
            DELETE FROM ig.snapshot s USING newest n, before b
            WHERE s.customer = $1 AND s.fold_version = $2 AND s.version = n.version AND n.version < $3 AND b.version >= n.version - n.version % $6)
        INSERT INTO ig.snapshot (customer, fold_version, version, entry_hash, sealed)
        SELECT $1, $2, $3, $4, $5 FROM newest WHERE coalesce(version, 0) < $3 ON CONFLICT DO NOTHING
        """)
        .Bind(customer).Bind(snapshot.FoldVersion).Bind(snapshot.Version).Bind(snapshot.EntryHash).Bind(snapshot.Sealed).Bind((long)StoredSnapshot.Stretch);

    /// <summary>A row of version, entry hash, fold version and envelope.</summary>
    public static StoredSnapshot Read(NpgsqlDataReader row) => new(row.Int(0), row.Blob(1), row.Small(2), row.Blob(3));
}
