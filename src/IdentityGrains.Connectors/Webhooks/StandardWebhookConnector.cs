using IdentityGrains.Connectors.Installed;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Posts deliveries as Standard Webhooks. One call is at most one request, and its id is the delivery's.</summary>
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
    public async Task<SendResult> Send(PlatformDelivery delivery, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (!DeliveryIds.IsWellFormed(delivery.DeliveryId))
        {
            throw new ArgumentException("A delivery id is dlv_ and letters or digits.", nameof(delivery));
        }

        var body = WebhookBody.Write(delivery, _ackRoot, out var fault);
        return body is null
            ? new SendResult.Rejected(fault)
            : await _post.Send(delivery.DeliveryId, body, WebhookAnswer.Classify, WebhookFailure.Classify, ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _post.Dispose();
}
