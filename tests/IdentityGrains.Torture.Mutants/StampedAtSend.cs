using System.Reflection;
using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Torture.Mutants;

/// <summary>Names in each delivery the policy that is in force when it leaves, whichever decided what is in it.</summary>
internal sealed class StampedAtSend(IConnectors inner, IPolicies policies) : IConnectors
{
    public IReadOnlyList<PlatformName> Installed => inner.Installed;

    public InstalledConnector? Find(PlatformName platform) =>
        inner.Find(platform) is { } found ? found with { Connector = new Stamping(found.Connector, policies) } : null;

    private sealed class Stamping(IPlatformConnector connector, IPolicies policies) : IPlatformConnector
    {
        public ConnectorCapabilities Capabilities => connector.Capabilities;

        public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
        {
            var active = await policies.Active(ct);
            var reference = PolicyDocument.Load(active!.Document).Policy!.Reference;
            return await connector.Send([.. batch.Select(d => d with { Policy = reference })], ct);
        }
    }
}

/// <summary>
/// The other half of that bug: the record that precedes a delivery names the epoch of that later moment too, so that the store sees nothing wrong with it.
/// </summary>
public class PermittedAtSend : DispatchProxy
{
    // Between deciding and sending there is a queue in such a product.
    private static readonly TimeSpan Queued = TimeSpan.FromMilliseconds(500);

    private IStore _store = null!;

    /// <summary>A store's deliveries with that bug.</summary>
    public static IDeliveries Around(IStore store)
    {
        var deliveries = Create<IDeliveries, PermittedAtSend>();
        ((PermittedAtSend)(object)deliveries)._store = store;
        return deliveries;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IDeliveries.Record) && args![0] is IReadOnlyList<DeliveryStep> steps && steps.Any(s => s.Takes is not null)
            ? Record(steps, (CancellationToken)args[1]!)
            : targetMethod.Invoke(_store.Deliveries, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);

    private async Task<IReadOnlyList<bool>> Record(IReadOnlyList<DeliveryStep> steps, CancellationToken ct)
    {
        await Task.Delay(Queued, ct);
        var epoch = await _store.Policies.Epoch(ct);
        return await _store.Deliveries.Record([.. steps.Select(s => s.Takes is not { } permit ? s : s with { Takes = permit with { Epoch = epoch } })], ct);
    }
}
