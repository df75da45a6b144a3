using System.Globalization;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Secrets;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Posts deliveries as Standard Webhooks. One call is at most one request, and its id is the delivery's.</summary>
public sealed class StandardWebhookConnector : IPlatformConnector, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "webhook.standard";

    private readonly WebhookSettings _settings;
    private readonly IReadOnlyList<Secret> _secrets;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    /// <summary>A connector with these settings; settings that are wrong are a <see cref="ConnectorSettingsException"/> that names every fault.</summary>
    public StandardWebhookConnector(WebhookSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _secrets = settings.Check(out var faults);
        if (faults.Count > 0)
        {
            throw new ConnectorSettingsException(faults);
        }

        (_settings, _time) = (settings, time);
        _http = new HttpMessageInvoker(WebhookTransport.Create(settings));
        Capabilities = new ConnectorCapabilities(AckLevel.Accepted, Deduplicates: true, settings.Timeout, ContentMark: settings.AckRoot);
        Acks = new WebhookAckReader(_secrets);
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

        var body = WebhookBody.Write(delivery, _settings.AckRoot, out var fault);
        return body is null ? new SendResult.Rejected(fault) : await Post(delivery.DeliveryId, body, ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<SendResult> Post(string id, byte[] body, CancellationToken ct)
    {
        using var content = new OnceContent(body);
        using var request = Request(id, body, content);
        using var timeout = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var answer = await _http.SendAsync(request, either.Token);
            return WebhookAnswer.Classify(answer, _time.GetUtcNow());
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return WebhookFailure.Classify(e, content.Started);
        }
    }

    private HttpRequestMessage Request(string id, byte[] body, OnceContent content)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation(WebhookSignature.IdHeader, id);
        request.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, WebhookSignature.Sign(_secrets, id, timestamp, body));
        request.Headers.TryAddWithoutValidation("User-Agent", "IdentityGrains");
        return request;
    }
}
