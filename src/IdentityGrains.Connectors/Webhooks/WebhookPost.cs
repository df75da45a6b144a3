using System.Globalization;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.Webhooks;

/// <summary>Posts signed bodies to one address. One call is at most one request.</summary>
internal sealed class WebhookPost : IDisposable
{
    private readonly EndpointSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    /// <summary>To the address of these settings; settings that are wrong are a <see cref="ConnectorSettingsException"/> that names every fault.</summary>
    public WebhookPost(EndpointSettings settings, TimeProvider time)
    {
        Secrets = settings.Check(out var faults);
        if (faults.Count > 0)
        {
            throw new ConnectorSettingsException(faults);
        }

        (_settings, _time) = (settings, time);
        _http = new HttpMessageInvoker(WebhookTransport.Create(settings));
    }

    /// <summary>The keys that sign, the current one first.</summary>
    public IReadOnlyList<Secret> Secrets { get; }

    /// <summary>Posts a body under an id and says what came of it. It never throws for what the other side or a network does.</summary>
    /// <param name="id">The message's id, the same on every attempt.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="answered">What an answer means, at this time.</param>
    /// <param name="failed">What it means that there is none; true when the body's first byte was handed to a connection.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<T> Send<T>(
        string id, byte[] body, Func<HttpResponseMessage, DateTimeOffset, T> answered, Func<Exception, bool, T> failed, CancellationToken ct)
    {
        using var content = new OnceContent(body);
        using var request = Request(id, body, content);
        using var timeout = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var answer = await _http.SendAsync(request, either.Token);
            return answered(answer, _time.GetUtcNow());
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException or OperationCanceledException or IOException)
        {
            return failed(e, content.Started);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(string id, byte[] body, OnceContent content)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation(WebhookSignature.IdHeader, id);
        request.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, WebhookSignature.Sign(Secrets, id, timestamp, body));
        request.Headers.TryAddWithoutValidation("User-Agent", "IdentityGrains");
        return request;
    }
}
