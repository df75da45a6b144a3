namespace IdentityGrains.Domain.Events;

/// <summary>Whether a subscription is told of events. Numbers are stored: never reuse one.</summary>
public enum SubscriptionState
{
    /// <summary>It is told.</summary>
    Active = 1,

    /// <summary>The receiver said that it is gone: nothing is sent any more.</summary>
    Disabled = 2,

    /// <summary>It was away for longer than events are kept: what it missed can only be read where it stands.</summary>
    Expired = 3,
}
