using IdentityGrains.Domain;
using IdentityGrains.Domain.Explanations;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Governance;

/// <summary>The policy in force. The key is 0.</summary>
[GrainInterfaceType("policy")]
public interface IPolicyGrain : IGrainWithIntegerKey
{
    /// <summary>The document in force and since when.</summary>
    [Alias("in-force")]
    Task<PolicyInForce> InForce(CancellationToken ct = default);

    /// <summary>What the policy in force says of a field; null when it knows none of that name.</summary>
    [Alias("authority")]
    Task<Authority?> Authority(FieldName field, CancellationToken ct = default);

    /// <summary>How deliveries stand, per platform and state.</summary>
    [Alias("deliveries")]
    Task<ImmutableArray<DeliveryCount>> Deliveries(CancellationToken ct = default);
}

/// <summary>The policy in force.</summary>
/// <param name="Reference">Id and version, <c>id@version</c>.</param>
/// <param name="Hash">SHA-256 of the document, lower-case hexadecimal.</param>
/// <param name="Epoch">Counts activations, from 1.</param>
/// <param name="ActivatedAt">Since when.</param>
/// <param name="Document">The document's text.</param>
[GenerateSerializer, Immutable, Alias("policy-in-force")]
public sealed record PolicyInForce(
    [property: Id(0)] string Reference, [property: Id(1)] string Hash, [property: Id(2)] long Epoch,
    [property: Id(3)] DateTimeOffset ActivatedAt, [property: Id(4)] string Document);

/// <summary>How many deliveries of a platform stand in a state.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="State">The state, in a word.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the oldest of them was planned.</param>
[GenerateSerializer, Immutable, Alias("delivery-count")]
public sealed record DeliveryCount(
    [property: Id(0)] string Platform, [property: Id(1)] string State, [property: Id(2)] long Count,
    [property: Id(3)] DateTimeOffset Oldest);
