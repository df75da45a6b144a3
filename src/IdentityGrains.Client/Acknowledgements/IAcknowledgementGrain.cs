using IdentityGrains.Client.Callers;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Acknowledgements;

/// <summary>Takes the acknowledgements that platforms call back with. The key is 0. Its credential is the platform's signature over the body.</summary>
[GrainInterfaceType("acknowledgement"), WithoutCredential]
public interface IAcknowledgementGrain : IGrainWithIntegerKey
{
    /// <summary>Verifies and records an acknowledgement of a delivery.</summary>
    [Alias("acknowledge")]
    Task<AckVerdict> Acknowledge(SignedAck ack, CancellationToken ct = default);
}

/// <summary>A callback as it came in.</summary>
/// <param name="DeliveryId">The delivery that the address names.</param>
/// <param name="MessageId">The header <c>webhook-id</c>.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>.</param>
/// <param name="Signature">The header <c>webhook-signature</c>.</param>
/// <param name="Body">The raw bytes that were signed.</param>
[GenerateSerializer, Immutable, Alias("signed-ack")]
public sealed record SignedAck(
    [property: Id(0)] string DeliveryId, [property: Id(1)] string? MessageId, [property: Id(2)] string? Timestamp,
    [property: Id(3)] string? Signature, [property: Id(4)] ImmutableArray<byte> Body)
{
    /// <summary>Nothing of it: anybody may send anything in these headers.</summary>
    public override string ToString() => "[acknowledgement]";
}

/// <summary>What became of an acknowledgement.</summary>
public enum AckVerdict
{
    /// <summary>It is recorded.</summary>
    Recorded = 1,

    /// <summary>It was recorded before; nothing changed.</summary>
    Repeated = 2,

    /// <summary>The signature is not the platform's.</summary>
    InvalidSignature = 3,

    /// <summary>Nothing of that id was ever sent to that platform.</summary>
    UnknownDelivery = 4,

    /// <summary>The delivery is not the current one, or was not sent yet.</summary>
    OutOfOrder = 5,

    /// <summary>It claims what was never sent, or cannot be understood.</summary>
    Invalid = 6,
}
