using IdentityGrains.Domain.Messages;

namespace IdentityGrains.Connectors.Messages;

/// <summary>
/// Takes messages to customers to whatever sends mail or text messages for this deployment. It translates and never decides: a message that it gets is
/// to be sent. One message may come more than once, always with the same id, and should reach the customer once.
/// </summary>
public interface IMessagePort
{
    /// <summary>Hands one message over and says what that proves. It never throws for what the other side or a network does.</summary>
    Task<MessageEnd> Send(ComposedMessage message, CancellationToken ct);
}

/// <summary>How an attempt to send a message ended.</summary>
public abstract record MessageEnd
{
    private MessageEnd()
    {
    }

    /// <summary>The gateway has it, and it is the gateway's now.</summary>
    public sealed record Sent : MessageEnd;

    /// <summary>The gateway has not got it, or nobody knows: the same message is sent again until it is over.</summary>
    /// <param name="Why">A stable word, for example <c>http_503</c> or <c>timeout</c>.</param>
    /// <param name="After">How long the gateway asks us to wait; null when it does not say. Already clamped.</param>
    public sealed record Retry(string Why, TimeSpan? After) : MessageEnd;

    /// <summary>The gateway refuses this message for good.</summary>
    /// <param name="Why">A stable word, for example <c>http_422</c>.</param>
    public sealed record Refused(string Why) : MessageEnd;
}
