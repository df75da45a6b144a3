using IdentityGrains.Domain;
using IdentityGrains.Domain.Callers;
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

    /// <summary>As which source the caller speaks, and of which fields; null for a stranger.</summary>
    [Alias("bound")]
    Task<BoundSource?> Bound(CancellationToken ct = default);

    /// <summary>How deliveries stand, per platform and state.</summary>
    [Alias("deliveries")]
    Task<ImmutableArray<DeliveryCount>> Deliveries(CancellationToken ct = default);

    /// <summary>How far customers were visited since the policy in force is.</summary>
    [Alias("sweep")]
    Task<SweepProgress> Sweep(CancellationToken ct = default);

    /// <summary>Proposes a document. The same document again is the same proposal, whoever sends it.</summary>
    [Alias("propose")]
    Task<PolicyAnswer> Propose(string document, CancellationToken ct = default);

    /// <summary>Approves a proposed document in a role: that it take the place of the policy in force, and of no other.</summary>
    [Alias("approve")]
    Task<PolicyAnswer> Approve(string hash, string role, CancellationToken ct = default);

    /// <summary>
    /// Puts an approved document in force. The document in force already is answered as it is, so a retry is safe. It takes longer than other calls:
    /// requests to platforms that are under way are waited for.
    /// </summary>
    /// <param name="hash">Which document.</param>
    /// <param name="effectiveAt">When it is to take effect; null for now, and no other instant is taken.</param>
    /// <param name="ct">Gives up waiting, not the activation.</param>
    [Alias("activate"), ResponseTimeout("00:00:20")]
    Task<PolicyAnswer> Activate(string hash, DateTimeOffset? effectiveAt = null, CancellationToken ct = default);

    /// <summary>A proposed document with its text; null when nobody proposed one of that hash.</summary>
    [Alias("proposal")]
    Task<ProposedPolicy?> Proposal(string hash, CancellationToken ct = default);

    /// <summary>What was proposed, the newest first, at most <paramref name="limit"/>.</summary>
    [Alias("proposals")]
    Task<ImmutableArray<ProposedPolicy>> Proposals(int limit, CancellationToken ct = default);
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
