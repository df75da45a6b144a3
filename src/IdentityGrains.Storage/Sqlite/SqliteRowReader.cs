using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>How the verifier's rows lie in the embedded store, and the queries that bring them.</summary>
internal sealed class SqliteRowReader : IRowReader<Statement>
{
    private const string Within = " WHERE customer BETWEEN ?1 AND ?2 ORDER BY customer";

    public static readonly SqliteRowReader Instance = new();

    /// <summary>Each table of evidence but the journal.</summary>
    public static readonly ImmutableArray<(RowKind Kind, string Sql)> Tables =
    [
        (RowKind.Head, "SELECT customer, slot, version, hash, fence, epoch FROM head" + Within),
        (RowKind.Snapshot, "SELECT customer, version, entry_hash, fold_version, sealed FROM snapshot" + Within),
        (RowKind.NativeKey, "SELECT customer, source, hash FROM native_key" + Within),
        (RowKind.Disclosure, "SELECT customer, platform, number, hash, bytes, delivery_id FROM disclosure" + Within + ", platform, number"),
        (RowKind.Holding, "SELECT customer, platform, number, hash, bytes FROM holding" + Within + ", platform"),
    ];

    /// <summary>The wrapped keys, in their own file.</summary>
    public const string Keys = "SELECT customer, epoch, wrapped FROM customer_key" + Within;

    public const string Entries =
        "SELECT customer, version, principal, operation, recorded_at, hash, header, body FROM journal" + Within + ", version LIMIT ?3";

    public CustomerId Customer(Statement row) => row.Customer(0);

    public StoredHead Head(Statement row) => new(row.Small(1), new Head(row.Int(2), row.Blob(3)), row.Int(4), row.Int(5));

    public StoredSnapshot Snapshot(Statement row) => new(row.Int(1), row.Blob(2), row.Small(3), row.Blob(4));

    public StoredNativeKey NativeKey(Statement row) => new(new SourceName(row.Text(1)), row.Blob(2));

    public StoredDisclosure Disclosure(Statement row) => new(new PlatformName(row.Text(1)), row.Int(2), row.Blob(3), row.Blob(4), row.Text(5));

    public StoredHolding Holding(Statement row) => new(new PlatformName(row.Text(1)), row.Int(2), row.Blob(3), row.Blob(4));

    public WrappedKey Key(Statement row) => new(row.Int(1), row.Blob(2));

    public StoredEntry Entry(Statement row) => SqliteJournal.ReadEntry(row);
}
