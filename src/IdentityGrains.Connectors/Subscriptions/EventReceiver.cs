using System.Net.Sockets;
using System.Security.Cryptography;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Secrets;
using IdentityGrains.Connectors.Webhooks;

namespace IdentityGrains.Connectors.Subscriptions;

/// <summary>Posts events to one subscription's address as Standard Webhooks. One call is at most one request, and its id is the event's.</summary>
public sealed class EventReceiver : IDisposable
{
    /// <summary>How many bytes a secret of ours has.</summary>
    public const int SecretBytes = 32;

    /// <summary>How long looking a name up may take when a subscription is made.</summary>
    public static readonly TimeSpan LookUpPatience = TimeSpan.FromSeconds(3);

    private readonly WebhookPost _post;

    /// <summary>To an address, signed by these keys, the current one first.</summary>
    public EventReceiver(ReceiverOptions options, string url, IEnumerable<byte[]> secrets, TimeProvider time) =>
        _post = new WebhookPost(new ReceiverSettings(options, url, secrets), time);

    /// <summary>A fresh secret.</summary>
    public static byte[] FreshSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>A secret as its receiver keeps it.</summary>
    public static string Shown(ReadOnlySpan<byte> secret) => Secret.Prefix + Convert.ToBase64String(secret);

    /// <summary>
    /// False for an address that nothing is sent to: by its form, or because its name leads nowhere or inside. Nothing is connected to; what is sent later is
    /// checked again where it goes.
    /// </summary>
    public static async Task<bool> MayBe(ReceiverOptions options, string url, CancellationToken ct)
    {
        var settings = new ReceiverSettings(options, url, [FreshSecret()]);
        if (settings.Check().Count > 0)
        {
            return false;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LookUpPatience);
        try
        {
            return await new Destination(settings, settings.Endpoint).IsReachable(patience.Token);
        }
        catch (Exception why) when (why is SocketException or ArgumentException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Posts one event and says what came of it. It never throws for what the other side or a network does.</summary>
    public async Task<EventEnd> Send(string id, byte[] body, string mediaType, CancellationToken ct) => await _post.Send(id, body, ct, mediaType) switch
    {
        Reply.Answered { IsSuccess: true } => new EventEnd.Taken(),
        Reply.Answered { Status: 410 } gone => new EventEnd.Gone(gone.Why),
        // Whatever else it says, the event is still its own: a receiver that is mended is told all that it missed.
        Reply.Answered answered => new EventEnd.Retry(answered.Why, answered.RetryAfter),
        Reply.Failed failed => new EventEnd.Retry(failed.Why, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <inheritdoc/>
    public void Dispose() => _post.Dispose();
}

/// <summary>What came of posting an event.</summary>
public abstract record EventEnd
{
    private EventEnd()
    {
    }

    /// <summary>The receiver has it.</summary>
    public sealed record Taken : EventEnd;

    /// <summary>The receiver is gone for good and wants nothing more.</summary>
    /// <param name="Why">A stable word.</param>
    public sealed record Gone(string Why) : EventEnd;

    /// <summary>It has not got it, or nobody knows: the same event is posted again.</summary>
    /// <param name="Why">A stable word, for example <c>http_503</c> or <c>timeout</c>.</param>
    /// <param name="After">How long the receiver asks us to wait; null when it does not say. Already clamped.</param>
    public sealed record Retry(string Why, TimeSpan? After) : EventEnd;
}
