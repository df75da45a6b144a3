using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Storage.Journal;

/// <summary>Which customer a source's native key names. Keys lie in the store as keyed hashes only.</summary>
public interface INativeKeys
{
    /// <summary>The customer that the key names; null when it names nobody.</summary>
    Task<CustomerId?> Find(NativeKey key, CancellationToken ct);

    /// <summary>Binds the key to the customer unless it is bound already, and answers whom it names now. Durable before it answers.</summary>
    Task<CustomerId> Bind(NativeKey key, CustomerId customer, CancellationToken ct);
}
