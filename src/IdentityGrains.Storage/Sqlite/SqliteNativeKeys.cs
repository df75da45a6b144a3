using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Native keys in the embedded store, as keyed hashes.</summary>
internal sealed class SqliteNativeKeys(SqliteWriteLoop writes, SqliteReaders readers, IndexKey index) : INativeKeys
{
    public Task<CustomerId?> Find(NativeKey key, CancellationToken ct) => readers.Read(session => Find(session, key.Source, index.Digest(key)), ct);

    public async Task<CustomerId> Bind(NativeKey key, CustomerId customer, CancellationToken ct)
    {
        var hash = index.Digest(key);
        return await writes.Write(
            session =>
            {
                using var insert = session.Prepare(
                    "INSERT INTO native_key (source, hash, customer) VALUES (?, ?, ?) ON CONFLICT (source, hash) DO NOTHING");
                insert.Bind(key.Source.Value).Bind(hash).Bind(customer).Run();
                return Find(session, key.Source, hash)!.Value;
            },
            ct);
    }

    private static CustomerId? Find(SqliteSession session, SourceName source, byte[] hash)
    {
        using var query = session.Prepare("SELECT customer FROM native_key WHERE source = ? AND hash = ?");
        return query.Bind(source.Value).Bind(hash).Step() ? query.Customer(0) : null;
    }
}
