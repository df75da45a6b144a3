using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Native keys in PostgreSQL, as keyed hashes. Many who look one up, or bind one, share a statement.</summary>
internal sealed class PostgresNativeKeys(PostgresSources sources, IndexKey index) : INativeKeys
{
    private const int SharedBy = 512;

    private readonly Together<(string Source, byte[] Hash), CustomerId?> _finds = new(asked => Find(sources.Reads, asked), SharedBy);

    private readonly Together<(string Source, byte[] Hash, CustomerId Customer), CustomerId> _binds = new(
        async asked =>
        {
            // In the order of the keys, so that silos which bind the same ones do not wait for each other in a circle.
            await sources.Writes.Run(
                Bind(
                    new Query(
                        """
                        INSERT INTO ig.native_key (source, hash, customer) SELECT * FROM unnest($1, $2, $3) AS k (source, hash, customer)
                        ORDER BY hash, source ON CONFLICT (hash, source) DO NOTHING
                        """),
                    [.. asked.Select(a => (a.Source, a.Hash))])
                    .Bind([.. asked.Select(a => a.Customer.ToColumn())], NpgsqlDbType.Uuid),
                CancellationToken.None);

            // Whoever was first is committed by now: the insert waited for it.
            var bound = await Find(sources.Reads, [.. asked.Select(a => (a.Source, a.Hash))]);
            return [.. bound.Select(b => b!.Value)];
        },
        SharedBy);

    public Task<CustomerId?> Find(NativeKey key, CancellationToken ct) => _finds.Ask((key.Source.Value, index.Digest(key)), ct);

    public Task<CustomerId> Bind(NativeKey key, CustomerId customer, CancellationToken ct) =>
        _binds.Ask((key.Source.Value, index.Digest(key), customer), ct);

    private static async Task<IReadOnlyList<CustomerId?>> Find(Database reads, IReadOnlyList<(string Source, byte[] Hash)> asked)
    {
        var found = await reads.All(
            Bind(
                new Query(
                    """
                    SELECT a.number, k.customer FROM unnest($1, $2) WITH ORDINALITY AS a (source, hash, number)
                    JOIN ig.native_key k ON k.hash = a.hash AND k.source = a.source
                    """),
                asked),
            row => (Number: row.Int(0), Customer: row.Customer(1)), CancellationToken.None);
        var customers = new CustomerId?[asked.Count];
        found.ForEach(f => customers[f.Number - 1] = f.Customer);
        return customers;
    }

    private static Query Bind(Query query, IReadOnlyList<(string Source, byte[] Hash)> keys) =>
        query.Bind([.. keys.Select(k => k.Source)], NpgsqlDbType.Text).Bind([.. keys.Select(k => k.Hash)], NpgsqlDbType.Bytea);
}
