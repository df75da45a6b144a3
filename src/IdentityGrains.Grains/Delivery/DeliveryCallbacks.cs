using IdentityGrains.Client.Acknowledgements;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Records what platforms call back with.</summary>
internal sealed class DeliveryCallbacks(DeliveryBench bench)
{
    /// <summary>Records that the platform applied a version, as its callback says.</summary>
    public async Task<AckVerdict> Acknowledge(CustomerId customer, string deliveryId, long version, CancellationToken ct)
    {
        while (true)
        {
            var row = await bench.Row(customer, ct);
            if (row is null || row.DeliveryId != deliveryId)
            {
                return AckVerdict.OutOfOrder;
            }

            if (version != row.PlannedVersion)
            {
                return version > row.PlannedVersion ? AckVerdict.Invalid : AckVerdict.OutOfOrder;
            }

            if (row.State == DeliveryState.Confirmed)
            {
                return AckVerdict.Repeated;
            }

            var head = await bench.Deliveries.Holding(customer, bench.Platform, ct);
            var log = DisclosureLog.Append(
                customer, bench.Platform, head, new DisclosureEvent.DeliveryAcknowledged(bench.Clock.Now, deliveryId, version, AckLevel.Confirmed));
            if (await bench.Take(new DeliveryStep(row, row with { State = DeliveryState.Confirmed, Reason = null }, log), ct))
            {
                return AckVerdict.Recorded;
            }
        }
    }
}
