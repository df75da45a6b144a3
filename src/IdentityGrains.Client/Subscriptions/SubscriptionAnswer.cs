using IdentityGrains.Domain.Events;
using Orleans;

namespace IdentityGrains.Client.Subscriptions;

/// <summary>What came of asking about a subscription.</summary>
[GenerateSerializer, Immutable, Alias("subscription-answer")]
public abstract record SubscriptionAnswer
{
    private protected SubscriptionAnswer()
    {
    }

    /// <summary>This is how it stands.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-told")]
    public sealed record Told([property: Id(0)] SubscriptionLine Line) : SubscriptionAnswer;

    /// <summary>It has a fresh secret, which is told now, to a retry of the request that made it, and never else.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-signed")]
    public sealed record Signed([property: Id(0)] SubscriptionLine Line, [property: Id(1)] string Secret, [property: Id(2)] bool Replayed) : SubscriptionAnswer
    {
        /// <summary>Never the secret.</summary>
        public override string ToString() => Line.Id;
    }

    /// <summary>It is over.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-removed")]
    public sealed record Removed : SubscriptionAnswer;

    /// <summary>The caller may not do this.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-not-allowed")]
    public sealed record NotAllowed : SubscriptionAnswer;

    /// <summary>There is no such subscription.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-not-found")]
    public sealed record NotFound : SubscriptionAnswer;

    /// <summary>The operation id was used for another subscription.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-reused")]
    public sealed record Reused : SubscriptionAnswer;

    /// <summary>What is asked for has not the form that it must have.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-malformed")]
    public sealed record Malformed([property: Id(0)] SubscriptionFlaw Flaw) : SubscriptionAnswer;

    /// <summary>Nothing is sent to that address.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-unsafe")]
    public sealed record UnsafeDestination : SubscriptionAnswer;

    /// <summary>There are as many as there may be.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-too-many")]
    public sealed record TooMany : SubscriptionAnswer;

    /// <summary>That was never a position of this deployment.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-cursor-invalid")]
    public sealed record CursorInvalid : SubscriptionAnswer;

    /// <summary>Events after that position are not kept any more.</summary>
    [GenerateSerializer, Immutable, Alias("subscription-answer-cursor-expired")]
    public sealed record CursorExpired : SubscriptionAnswer;
}

/// <summary>One subscription as it stands.</summary>
/// <param name="Id"><c>sub_</c> and 32 hexadecimal digits.</param>
/// <param name="Url">Where events are posted.</param>
/// <param name="Types">Which types; empty for every one.</param>
/// <param name="Description">What it is for.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="CreatedBy">Who answers for it.</param>
/// <param name="State">Whether it is told of events.</param>
/// <param name="Failures">Attempts that failed since the last that did not.</param>
/// <param name="DueAt">When it is tried again; null when nothing failed.</param>
/// <param name="Why">Why the last attempt failed, in a word; null when it did not.</param>
[GenerateSerializer, Immutable, Alias("subscription-line")]
public sealed record SubscriptionLine(
    [property: Id(0)] string Id, [property: Id(1)] string Url, [property: Id(2)] ImmutableArray<string> Types, [property: Id(3)] string Description,
    [property: Id(4)] DateTimeOffset CreatedAt, [property: Id(5)] string CreatedBy, [property: Id(6)] SubscriptionState State,
    [property: Id(7)] int Failures, [property: Id(8)] DateTimeOffset? DueAt, [property: Id(9)] string? Why)
{
    /// <summary>Which subscription.</summary>
    public override string ToString() => Id;
}
