using IdentityGrains.Storage.Sealing;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Customers' keys, wrapped, in a table of their own.</summary>
internal sealed class PostgresCustomerKeys(Database? writes, Database reads, IEpochKeys epochs) : ICustomerKeys
{
    private readonly WrappedKeys _keys = new(epochs);

    public async ValueTask<CustomerKey?> Find(CustomerId customer, CancellationToken ct) =>
        await Wrapped(customer, ct) is { } wrapped ? await _keys.Open(customer, wrapped, ct) : null;

    public async ValueTask<CustomerKey> GetOrCreate(CustomerId customer, CancellationToken ct)
    {
        if (await Find(customer, ct) is { } known)
        {
            return known;
        }

        var fresh = await _keys.Fresh(customer, ct);
        var kept = await (writes ?? throw new NotSupportedException("Keys are opened to read only")).One(
            new Query(
                "INSERT INTO ig.customer_key (customer, epoch, wrapped) VALUES ($1, $2, $3) ON CONFLICT (customer) DO NOTHING RETURNING epoch, wrapped")
                .Bind(customer).Bind(fresh.Epoch).Bind(fresh.Bytes),
            Read, ct);

        // If another caller was first, its key is the customer's.
        return await _keys.Open(customer, kept ?? (await Wrapped(customer, ct))!, ct);
    }

    private Task<WrappedKey?> Wrapped(CustomerId customer, CancellationToken ct) =>
        reads.One(new Query("SELECT epoch, wrapped FROM ig.customer_key WHERE customer = $1").Bind(customer), Read, ct);

    private static WrappedKey Read(NpgsqlDataReader row) => new(row.Int(0), row.Blob(1));
}
