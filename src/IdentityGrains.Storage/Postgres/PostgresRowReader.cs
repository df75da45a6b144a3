using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Verification;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>How the verifier's rows lie in PostgreSQL, and the queries that bring them.</summary>
internal sealed class PostgresRowReader : IRowReader<NpgsqlDataReader>
{
    private const string Within = " WHERE customer BETWEEN $1 AND $2 ORDER BY customer";

    public static readonly PostgresRowReader Instance = new();

    /// <summary>Each table but the journal, in the order in which they are read: keys last.</summary>
    public static readonly ImmutableArray<(RowKind Kind, string Sql)> Tables =
    [
        (RowKind.Head, "SELECT customer, slot, version, hash, fence, epoch FROM ig.head" + Within),
        (RowKind.Snapshot, "SELECT customer, version, entry_hash, fold_version, sealed FROM ig.snapshot" + Within),
        (RowKind.NativeKey, "SELECT customer, source, hash FROM ig.native_key" + Within),
        (RowKind.Disclosure, "SELECT customer, platform, number, hash, bytes, delivery_id FROM ig.disclosure" + Within + ", platform, number"),
        (RowKind.Holding, "SELECT customer, platform, number, hash, bytes FROM ig.holding" + Within + ", platform"),
        (RowKind.Key, "SELECT customer, epoch, wrapped FROM ig.customer_key" + Within),
    ];

    public const string Entries =
        "SELECT customer, version, principal, operation, recorded_at, hash, header, body FROM ig.journal" + Within + ", version LIMIT $3";

    public CustomerId Customer(NpgsqlDataReader row) => Columns.Customer(row, 0);

    public StoredHead Head(NpgsqlDataReader row) => new(row.Small(1), new Head(row.Int(2), row.Blob(3)), row.Int(4), row.Int(5));

    public StoredSnapshot Snapshot(NpgsqlDataReader row) => new(row.Int(1), row.Blob(2), row.Small(3), row.Blob(4));

    public StoredNativeKey NativeKey(NpgsqlDataReader row) => new(new SourceName(row.Text(1)), row.Blob(2));

    public StoredDisclosure Disclosure(NpgsqlDataReader row) => new(row.Platform(1), row.Int(2), row.Blob(3), row.Blob(4), row.Text(5));

    public StoredHolding Holding(NpgsqlDataReader row) => new(row.Platform(1), row.Int(2), row.Blob(3), row.Blob(4));

    public WrappedKey Key(NpgsqlDataReader row) => new(row.Int(1), row.Blob(2));

    public StoredEntry Entry(NpgsqlDataReader row) => PostgresJournal.ReadEntry(row);
}
