using System.Runtime.InteropServices;
using IdentityGrains.Client.Acknowledgements;
using IdentityGrains.Connectors;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;
using Orleans.Concurrency;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Takes callbacks: finds whose delivery it is, has the platform's signature checked, and hands it to the connector that sent it.</summary>
[GrainType("acknowledgement"), StatelessWorker, Reentrant]
internal sealed class AcknowledgementGrain(IDeliveries deliveries, InstalledPlatforms platforms, IStoreClock clock) : Grain, IAcknowledgementGrain
{
    public async Task<AckVerdict> Acknowledge(SignedAck ack, CancellationToken ct = default)
    {
        if (await deliveries.FindDelivery(ack.DeliveryId, ct) is not var (customer, platform))
        {
            return AckVerdict.UnknownDelivery;
        }

        if (platforms.Find(platform) is not { Acks: { } reader })
        {
            return AckVerdict.UnknownDelivery;
        }

        var request = new AckRequest(ack.MessageId, ack.Timestamp, ack.Signature, ImmutableCollectionsMarshal.AsArray(ack.Body));
        return reader.Read(request, clock.Now) switch
        {
            AckReading.InvalidSignature => AckVerdict.InvalidSignature,
            AckReading.Applied applied when applied.DeliveryId == ack.DeliveryId => await GrainFactory
                .GetGrain<IConnectorGrain>(InstalledPlatforms.KeyFor(platform, customer))
                .Acknowledge(customer, ack.DeliveryId, applied.Version, ct),
            _ => AckVerdict.Invalid,
        };
    }
}
