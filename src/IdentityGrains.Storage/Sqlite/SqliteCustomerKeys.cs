using System.Security.Cryptography;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Customers' keys, wrapped, in their own file.</summary>
internal sealed class SqliteCustomerKeys(SqliteWriteLoop? writes, SqliteReaders readers, IEpochKeys epochs) : ICustomerKeys
{
    private const string Select = "SELECT epoch, wrapped FROM customer_key WHERE customer = ?";

    public async ValueTask<CustomerKey?> Find(CustomerId customer, CancellationToken ct) =>
        await readers.Read(session => Find(session, customer), ct) is { } wrapped ? await Unwrap(customer, wrapped, ct) : null;

    public async ValueTask<CustomerKey> GetOrCreate(CustomerId customer, CancellationToken ct)
    {
        if (await Find(customer, ct) is { } known)
        {
            return known;
        }

        var fresh = await epochs.Wrap(RandomNumberGenerator.GetBytes(CustomerKey.Size), Context(customer), ct);

        // Read back in the same transaction: if another caller was first, its key is the customer's.
        var kept = await (writes ?? throw new NotSupportedException("Keys are opened to read only")).Write(session => Keep(session, customer, fresh), ct);
        return await Unwrap(customer, kept, ct);
    }

    internal static byte[] Context(CustomerId customer) => Canonical.Write(customer, static (writer, c) =>
    {
        writer.WriteStartArray(2);
        writer.WriteTextString("customer-key.1");
        writer.Write(c);
        writer.WriteEndArray();
    });

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

    private async ValueTask<CustomerKey> Unwrap(CustomerId customer, WrappedKey wrapped, CancellationToken ct)
    {
        var secret = await epochs.Unwrap(wrapped, Context(customer), ct);
        try
        {
            return new CustomerKey(secret, wrapped.Epoch);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
