using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Storage.Sealing;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Customers;

/// <summary>Finds customers by native key and lets new ones in. It keeps nothing: many work side by side.</summary>
[GrainType("crosswalk"), StatelessWorker, Reentrant]
internal sealed class CrosswalkGrain(CustomerServices services, IndexKey index) : Grain, ICrosswalkGrain
{
    // A stranger learns nothing, not even that somebody exists.
    public async Task<CustomerId?> Find(NativeKey key, CancellationToken ct = default) =>
        services.Policies.Current.Policy.SourceOf(CurrentCaller.Required.Principal) is null ? null : await services.NativeKeys.Find(key, ct);

    public async Task<Answer> Create(CreateCustomer command, CancellationToken ct = default)
    {
        var by = CurrentCaller.Required;
        var id = command.Key is { } key
            ? await services.NativeKeys.Find(key, ct) ?? await Bind(key, command, by, ct)
            : index.CustomerFor(by.Principal, command.Operation);

        // Also when the key was known: the grain gives the first receipt again, finishes what was interrupted, or refuses.
        return await GrainFactory.Internal(id).Create(command with { Customer = id }, ct);
    }

    private async Task<CustomerId> Bind(NativeKey key, CreateCustomer command, Caller by, CancellationToken ct)
    {
        var fresh = CustomerId.New();

        // Whom the law refuses leaves no key behind; the customer's grain asks again and answers the caller.
        return Law.Decide(Customer.Nobody(fresh), command with { Customer = fresh }, by, services.Policies.Current.Policy, services.Clock.Now)
            is Decision.Accepted
            ? await services.NativeKeys.Bind(key, fresh, ct)
            : fresh;
    }
}
