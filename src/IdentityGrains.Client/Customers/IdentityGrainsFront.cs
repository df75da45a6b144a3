using IdentityGrains.Client.Asking;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Client.Customers;

internal sealed class IdentityGrainsFront(IDoor door, Asker asker, CallScope scope) : IIdentityGrains
{
    public IIdentityGrains With(CallScope scope) => new IdentityGrainsFront(door, asker, scope);

    public ICustomerHandle Customer(CustomerId customer) => new CustomerHandle(customer, door, asker, scope);

    public async Task<ICustomerHandle?> Find(NativeKey key, CancellationToken ct = default) =>
        await asker.Read(scope, waiting => door.Crosswalk.Find(key, waiting), ct) is { } customer ? Customer(customer) : null;

    public Task<Reply> Create(CreateCustomer command, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return asker.Act(scope, command.Operation, waiting => door.Crosswalk.Create(command, waiting), ct);
    }
}
