using IdentityGrains.Client.Asking;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Client.Customers;

/// <summary>
/// IdentityGrains as a front-end sees it. Every call carries the credential, has one deadline over all its tries, and is tried again until then when it
/// was lost on the way, acts under the same operation id.
/// </summary>
public interface IIdentityGrains
{
    /// <summary>The same, with what one request brings along: its customer's token, its signature, its own deadline.</summary>
    IIdentityGrains With(CallScope scope);

    /// <summary>One customer. Nobody is asked yet: whether there is such a customer is told by the calls.</summary>
    ICustomerHandle Customer(CustomerId customer);

    /// <summary>The customer that a source's native key names; null when it names nobody.</summary>
    /// <exception cref="UnansweredException">The deadline passed.</exception>
    Task<ICustomerHandle?> Find(NativeKey key, CancellationToken ct = default);

    /// <summary>
    /// Begins a record; the receipt says under which customer id, and the command's own is ignored. A native key that names somebody already is refused:
    /// <see cref="Find"/> tells whom.
    /// </summary>
    Task<Reply> Create(CreateCustomer command, CancellationToken ct = default);
}
