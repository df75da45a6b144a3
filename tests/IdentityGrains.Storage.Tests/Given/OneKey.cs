using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>One key, whoever asks.</summary>
internal sealed class OneKey(CustomerKey key) : ICustomerKeys
{
    public ValueTask<CustomerKey> GetOrCreate(CustomerId customer, CancellationToken ct) => ValueTask.FromResult(key);

    public ValueTask<CustomerKey?> Find(CustomerId customer, CancellationToken ct) => ValueTask.FromResult<CustomerKey?>(key);
}
