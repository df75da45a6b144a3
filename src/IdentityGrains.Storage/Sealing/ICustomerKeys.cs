namespace IdentityGrains.Storage.Sealing;

/// <summary>The customers' keys. They lie wrapped, apart from what they seal.</summary>
public interface ICustomerKeys
{
    /// <summary>The customer's key, made now when there is none. It is durable before it is handed out: what it seals must not outlive it.</summary>
    ValueTask<CustomerKey> GetOrCreate(CustomerId customer, CancellationToken ct);

    /// <summary>The customer's key; null when there never was one or it was destroyed.</summary>
    ValueTask<CustomerKey?> Find(CustomerId customer, CancellationToken ct);
}
