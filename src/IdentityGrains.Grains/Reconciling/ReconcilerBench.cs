using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Delivery.Pace;
using IdentityGrains.Storage.Reconciling;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>What everybody needs who looks back at one platform.</summary>
internal sealed record ReconcilerBench(
    DeliveryBench Delivery, IReconciliations Runs, ICustomerKeys Keys, IndexKey Index, PlatformLeave Leave)
{
    /// <summary>Looks at the platform; null when its protocol cannot.</summary>
    public IPlatformReader? Reader => Delivery.Installed.Reader;

    /// <summary>Tells what changed there; null when its protocol cannot.</summary>
    public IChangeFeed? Changes => Delivery.Installed.Changes;

    /// <summary>The store's time.</summary>
    public DateTimeOffset Now => Delivery.Clock.Now;

    /// <summary>How the policy in force has the platform looked at; null when it does not know it any more.</summary>
    public Platform? Platform => Delivery.Policies.Current.Policy.Platforms.GetValueOrDefault(Delivery.Platform);

    /// <summary>Waits until the platform's limit has room for one request that is in no hurry.</summary>
    public async Task Turn(CancellationToken ct)
    {
        await Leave.Ask(0, 1);
        while (!Leave.Take(urgent: false))
        {
            await Task.Delay(Leave.Wait, Delivery.Time, ct);
            await Leave.Ask(0, 1);
        }
    }
}
