using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Native keys in PostgreSQL, as keyed hashes.</summary>
internal sealed class PostgresNativeKeys(PostgresSources sources, IndexKey index) : INativeKeys
{
    private const string Select = "SELECT customer FROM ig.native_key WHERE hash = $1 AND source = $2";

    public async Task<CustomerId?> Find(NativeKey key, CancellationToken ct) =>
        await sources.Reads.All(new Query(Select).Bind(index.Digest(key)).Bind(key.Source.Value), row => row.Customer(0), ct) is [var found] ? found : null;

    public async Task<CustomerId> Bind(NativeKey key, CustomerId customer, CancellationToken ct)
    {
        var hash = index.Digest(key);
        var bound = await sources.Writes.All(
            new Query("INSERT INTO ig.native_key (hash, source, customer) VALUES ($1, $2, $3) ON CONFLICT (hash, source) DO NOTHING RETURNING customer")
                .Bind(hash).Bind(key.Source.Value).Bind(customer),
            row => row.Customer(0), ct);

        // Whoever was first is committed by now: the insert waited for it.
        return bound is [var mine] ? mine : (await Find(key, ct))!.Value;
    }
}
