using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using NpgsqlTypes;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Customers' keys, wrapped, in a table of their own. Many who look one up, or keep a fresh one, share a statement.</summary>
internal sealed class PostgresCustomerKeys(Database writes, Database reads, IEpochKeys epochs) : ICustomerKeys
{
    private const int SharedBy = 512;

    private readonly WrappedKeys _keys = new(epochs);
    private readonly Together<CustomerId, WrappedKey?> _finds = new(customers => Find(reads, customers), SharedBy);

    private readonly Together<(CustomerId Customer, WrappedKey Key), WrappedKey> _keeps = new(
        async fresh =>
        {
            await writes.Run(
                new Query(
                    """
                    INSERT INTO ig.customer_key (customer, epoch, wrapped) SELECT * FROM unnest($1, $2, $3) AS k (customer, epoch, wrapped)
                    ORDER BY customer ON CONFLICT (customer) DO NOTHING
                    """)
                    .Bind([.. fresh.Select(f => f.Customer.ToColumn())], NpgsqlDbType.Uuid).Bind([.. fresh.Select(f => f.Key.Epoch)], NpgsqlDbType.Bigint)
                    .Bind([.. fresh.Select(f => f.Key.Bytes)], NpgsqlDbType.Bytea),
                CancellationToken.None);

            // If another caller was first, its key is the customer's.
            var kept = await Find(reads, [.. fresh.Select(f => f.Customer)]);
            return [.. kept.Select(k => k!)];
        },
        SharedBy);

    public async ValueTask<CustomerKey?> Find(CustomerId customer, CancellationToken ct) =>
        await _finds.Ask(customer, ct) is { } wrapped ? await _keys.Open(customer, wrapped, ct) : null;

    public async ValueTask<CustomerKey> GetOrCreate(CustomerId customer, CancellationToken ct) =>
        await Find(customer, ct) is { } known
            ? known
            : await _keys.Open(customer, await _keeps.Ask((customer, await _keys.Fresh(customer, ct)), ct), ct);

    private static async Task<IReadOnlyList<WrappedKey?>> Find(Database reads, IReadOnlyList<CustomerId> customers)
    {
        var found = await reads.All(
            new Query("SELECT customer, epoch, wrapped FROM ig.customer_key WHERE customer = ANY ($1)")
                .Bind([.. customers.Select(c => c.ToColumn())], NpgsqlDbType.Uuid),
            row => KeyValuePair.Create(row.Customer(0), new WrappedKey(row.Int(1), row.Blob(2))), CancellationToken.None);
        var keys = found.ToDictionary();
        return [.. customers.Select(c => keys.GetValueOrDefault(c))];
    }
}
