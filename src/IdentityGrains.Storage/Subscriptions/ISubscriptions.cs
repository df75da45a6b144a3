using IdentityGrains.Domain.Events;

namespace IdentityGrains.Storage.Subscriptions;

/// <summary>Who is told of events at an address of their own, and how far they were told. Their secrets are wrapped by the key provider.</summary>
public interface ISubscriptions
{
    /// <summary>Keeps a new subscription and its secret; false when there are so many already, or one of that id, and then nothing is kept.</summary>
    Task<bool> Add(Subscription subscription, ReadOnlyMemory<byte> secret, int most, CancellationToken ct);

    /// <summary>All of them, the oldest first.</summary>
    Task<IReadOnlyList<Subscription>> All(CancellationToken ct);

    /// <summary>One; null when there is none.</summary>
    Task<Subscription?> Find(string id, CancellationToken ct);

    /// <summary>The secrets that sign at an instant, the current one first; none when there is no such subscription.</summary>
    Task<IReadOnlyList<byte[]>> Secrets(string id, DateTimeOffset now, CancellationToken ct);

    /// <summary>
    /// Signs with a new secret, and with the one of before until an instant; false when there is no such subscription, or the secret that signs is of this
    /// very act already, and then nothing changes.
    /// </summary>
    Task<bool> Rotate(string id, string act, ReadOnlyMemory<byte> secret, DateTimeOffset until, CancellationToken ct);

    /// <summary>Remembers how far it was told, and what became of the last attempt. A position does not go back.</summary>
    Task Move(Subscription after, CancellationToken ct);

    /// <summary>Ends it; false when there is no such subscription.</summary>
    Task<bool> Remove(string id, CancellationToken ct);
}

/// <summary>One subscription.</summary>
/// <param name="Id"><c>sub_</c> and 32 hexadecimal digits.</param>
/// <param name="Url">Where events are posted.</param>
/// <param name="Types">The types that are asked for; empty for every one.</param>
/// <param name="Description">What it is for, in its maker's words.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="CreatedBy">Who answers for it.</param>
/// <param name="State">Whether it is told of events.</param>
/// <param name="Position">Its place in the feed.</param>
/// <param name="Failures">Attempts that failed since the last that did not.</param>
/// <param name="DueAt">Before when nothing is tried.</param>
/// <param name="Why">Why the last attempt failed, in a word; null when it did not.</param>
public sealed record Subscription(
    string Id, string Url, ImmutableArray<string> Types, string Description, DateTimeOffset CreatedAt, string CreatedBy, SubscriptionState State,
    long Position, int Failures, DateTimeOffset DueAt, string? Why);
