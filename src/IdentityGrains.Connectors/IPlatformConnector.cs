using IdentityGrains.Domain;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors;

/// <summary>Speaks one platform's protocol. It translates and never decides: what it gets is finished, and it may be told the same thing twice.</summary>
public interface IPlatformConnector
{
    /// <summary>What the protocol can do and what its plain success proves; of the batch, as far as the platform has said by now.</summary>
    ConnectorCapabilities Capabilities { get; }

    /// <summary>
    /// Sends deliveries, no two about one customer, by at most one request that changes anything, and says what the platform's answer proves of each.
    /// It never throws for what a platform or a network does.
    /// </summary>
    /// <param name="batch">1 to <see cref="ConnectorCapabilities.BatchSize"/> deliveries.</param>
    /// <param name="ct">Nothing more of it leaves; an <see cref="OperationCanceledException"/>.</param>
    Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct);
}

/// <summary>One finished delivery: what to tell, to bring the platform's copy to a version. The same id always has the same content.</summary>
/// <param name="DeliveryId">Names it; a retry carries the same.</param>
/// <param name="Key">The platform's key of the customer, for example a customer number.</param>
/// <param name="Version">The customer's version that it brings.</param>
/// <param name="Policy">The policy that permitted it, <c>id@version</c>.</param>
/// <param name="Timestamp">When that version was planned; part of the content, so a retry carries the same.</param>
/// <param name="Fields">What to write, in the platform's paths; a blank value clears.</param>
public sealed record PlatformDelivery(
    string DeliveryId, string Key, long Version, string Policy, DateTimeOffset Timestamp, IReadOnlyList<PlatformWrite> Fields)
{
    /// <summary>True when it only clears: a record that is not there needs none to be made for that.</summary>
    /// <param name="keyPath">The path of the key, which addresses the record and tells nothing else.</param>
    public bool OnlyClears(string keyPath) => Fields.All(f => f.Value.IsBlank || f.Path == keyPath);

    /// <summary>Never the key.</summary>
    public override string ToString() => DeliveryId;
}

/// <summary>One value at one of the platform's paths.</summary>
/// <param name="Path">Where, for example <c>name.given</c>.</param>
/// <param name="Value">What; blank clears.</param>
/// <param name="Purpose">The purpose that permits it; null when it is cleared.</param>
public sealed record PlatformWrite(string Path, FieldValue Value, PurposeName? Purpose);
