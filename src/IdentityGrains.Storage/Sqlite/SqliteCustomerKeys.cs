using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Customers' keys, wrapped, in their own file.</summary>
internal sealed class SqliteCustomerKeys(SqliteWriteLoop writes, SqliteReaders readers, IEpochKeys epochs) : ICustomerKeys
{
    private const string Select = "SELECT epoch, wrapped FROM customer_key WHERE customer = ?";

    private readonly WrappedKeys _keys = new(epochs);

    public async ValueTask<CustomerKey?> Find(CustomerId customer, CancellationToken ct) =>
        await readers.Read(session => Find(session, customer), ct) is { } wrapped ? await _keys.Open(customer, wrapped, ct) : null;

    public async ValueTask<CustomerKey> GetOrCreate(CustomerId customer, CancellationToken ct)
    {
        if (await Find(customer, ct) is { } known)
        {
            return known;
        }

        var fresh = await _keys.Fresh(customer, ct);

        // Read back in the same transaction: if another caller was first, its key is the customer's.
        var kept = await writes.Write(session => Keep(session, customer, fresh), ct);
        return await _keys.Open(customer, kept, ct);
    }

    private static WrappedKey Keep(SqliteSession session, CustomerId customer, WrappedKey fresh)
    {
        using (var insert = session.Prepare("INSERT OR IGNORE INTO customer_key (customer, epoch, wrapped) VALUES (?, ?, ?)"))
        {
            insert.Bind(customer).Bind(fresh.Epoch).Bind(fresh.Bytes).Run();
        }

        return Find(session, customer)!;
    }

    private static WrappedKey? Find(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare(Select).Bind(customer);
        return query.Step() ? new WrappedKey(query.Int(0), query.Blob(1)) : null;
    }
}
