using IdentityGrains.Domain.Customers;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Subscriptions;

/// <summary>
/// Who is told of events at an address of their own. For people who play a part that the policy names; each sees and changes his own, and those whom the
/// policy asks for its own approval everybody's. The key is 0.
/// </summary>
[GrainInterfaceType("subscriptions")]
public interface ISubscriptionsGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Begins to tell an address. The answer holds the secret that signs, which is told here only; a retry carries the same operation id and is answered with
    /// the same subscription.
    /// </summary>
    [Alias("add")]
    Task<SubscriptionAnswer> Add(SubscriptionRequest request, CancellationToken ct = default);

    /// <summary>All that the caller may see, the oldest first; null when it may have none.</summary>
    [Alias("all")]
    Task<ImmutableArray<SubscriptionLine>?> All(CancellationToken ct = default);

    /// <summary>One.</summary>
    [Alias("find")]
    Task<SubscriptionAnswer> Find(string id, CancellationToken ct = default);

    /// <summary>
    /// Signs with a fresh secret, which the answer holds, and for a while with the one of before too. A retry carries the same operation id and is answered
    /// with the same secret.
    /// </summary>
    [Alias("rotate")]
    Task<SubscriptionAnswer> Rotate(string id, OperationId operation, CancellationToken ct = default);

    /// <summary>Ends one.</summary>
    [Alias("remove")]
    Task<SubscriptionAnswer> Remove(string id, CancellationToken ct = default);
}

/// <summary>What somebody wants to be told, and where.</summary>
/// <param name="Url">Where to post events.</param>
/// <param name="Types">Which types; empty for every one.</param>
/// <param name="Description">What it is for.</param>
/// <param name="After">A position in the stream of events to begin after; null for now.</param>
/// <param name="Operation">The caller's name for the act.</param>
[GenerateSerializer, Immutable, Alias("subscription-request")]
public sealed record SubscriptionRequest(
    [property: Id(0)] string Url, [property: Id(1)] ImmutableArray<string> Types, [property: Id(2)] string Description, [property: Id(3)] string? After,
    [property: Id(4)] OperationId Operation)
{
    /// <summary>Nothing of it: an address may hold a key.</summary>
    public override string ToString() => "[subscription request]";
}
