using System.Security.Cryptography;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Sealing;

/// <summary>Makes customers' keys and opens them. Where they lie wrapped is the store's affair.</summary>
internal sealed class WrappedKeys(IEpochKeys epochs)
{
    /// <summary>A fresh key of a customer, wrapped.</summary>
    public ValueTask<WrappedKey> Fresh(CustomerId customer, CancellationToken ct) =>
        epochs.Wrap(RandomNumberGenerator.GetBytes(CustomerKey.Size), Context(customer), ct);

    /// <summary>The customer's key.</summary>
    public async ValueTask<CustomerKey> Open(CustomerId customer, WrappedKey wrapped, CancellationToken ct)
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

    /// <summary>What a wrapped key is bound to: it opens for no other customer.</summary>
    internal static byte[] Context(CustomerId customer) => Canonical.Write(customer, static (writer, c) =>
    {
        writer.WriteStartArray(2);
        writer.WriteTextString("customer-key.1");
        writer.Write(c);
        writer.WriteEndArray();
    });
}
