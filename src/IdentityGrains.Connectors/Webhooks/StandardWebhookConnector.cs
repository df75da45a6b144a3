using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Posts deliveries as Standard Webhooks, one to a request, whose id is the delivery's.</summary>
public sealed class StandardWebhookConnector : IPlatformConnector, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "webhook.standard";

    private readonly WebhookPost _post;
    private readonly string _ackRoot;

    /// <summary>A connector with these settings; settings that are wrong are a <see cref="ConnectorSettingsException"/> that names every fault.</summary>
    public StandardWebhookConnector(WebhookSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _post = new WebhookPost(settings, time);
        _ackRoot = settings.AckRoot;
        Capabilities = new ConnectorCapabilities(AckLevel.Accepted, Deduplicates: true, settings.Timeout, ContentMark: _ackRoot);
        Acks = new WebhookAckReader(_post.Secrets);
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <summary>Reads what this platform calls back with; it signs with the same secrets.</summary>
    public WebhookAckReader Acks { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var delivery = batch.Single();
        if (!DeliveryIds.IsWellFormed(delivery.DeliveryId))
        {
            throw new ArgumentException("A delivery id is dlv_ and letters or digits.", nameof(batch));
        }

        var body = WebhookBody.Write(delivery, _ackRoot, out var fault);
        return new SendAnswer([body is null ? new SendResult.Rejected(fault) : Proved(await _post.Send(delivery.DeliveryId, body, ct))]);
    }

    // By the status and by nothing else: a body of HTML behind a 200 is still a receipt. The receiver applies one id at most once, so that even a 5xx
    // after it applied is asked again without harm.
    private static SendResult Proved(Reply reply) => ReplyClass.Of(reply) ?? new SendResult.Acknowledged(AckLevel.Accepted);

    /// <inheritdoc/>
    public void Dispose() => _post.Dispose();
}
