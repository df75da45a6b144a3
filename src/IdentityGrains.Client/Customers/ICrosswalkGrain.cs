using IdentityGrains.Domain.Customers;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Customers;

/// <summary>The crosswalk between sources' native keys and customers, and the door through which customers come to be. The key is 0.</summary>
[GrainInterfaceType("crosswalk")]
public interface ICrosswalkGrain : IGrainWithIntegerKey
{
    /// <summary>The customer that a source's native key names; null when it names nobody.</summary>
    [Alias("find")]
    Task<CustomerId?> Find(NativeKey key, CancellationToken ct = default);

    /// <summary>
    /// Begins a record. The command's customer id is ignored: with a native key the key decides, so that a retried or interrupted creation is
    /// finished and never doubled; without one, caller and operation id do.
    /// </summary>
    [Alias("create")]
    Task<Answer> Create(CreateCustomer command, CancellationToken ct = default);
}
