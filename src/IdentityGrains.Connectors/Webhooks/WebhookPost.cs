using System.Globalization;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Posts signed bodies to one address. One call is at most one request.</summary>
internal sealed class WebhookPost : IDisposable
{
    private readonly TimeProvider _time;
    private readonly PlatformHttp _http;

    /// <summary>To the address of these settings; settings that are wrong are a <see cref="ConnectorSettingsException"/> that names every fault.</summary>
    public WebhookPost(EndpointSettings settings, TimeProvider time)
    {
        (_http, _time) = (new PlatformHttp(settings, time), time);
        Secrets = settings.Keys;
    }

    /// <summary>The keys that sign, the current one first.</summary>
    public IReadOnlyList<Secret> Secrets { get; }

    /// <summary>
    /// Posts a body under an id and says what came of it, by the answer's head alone. It never throws for what the other side or a network does.
    /// </summary>
    /// <param name="id">The message's id, the same on every attempt.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="mediaType">What the body is.</param>
    public async Task<Reply> Send(string id, byte[] body, CancellationToken ct, string mediaType = "application/json")
    {
        using var content = new OnceContent(body, mediaType);
        using var request = Request(id, body, content);
        return await _http.Send(request, maxAnswerBytes: 0, ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(string id, byte[] body, OnceContent content)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, _http.Endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation(WebhookSignature.IdHeader, id);
        request.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, WebhookSignature.Sign(Secrets, id, timestamp, body));
        return request;
    }
}
