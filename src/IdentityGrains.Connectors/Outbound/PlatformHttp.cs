using System.Net.Http.Headers;
using IdentityGrains.Connectors.Installed;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>The one way out: requests to one platform, checked where they go, bounded in what they take back. One call is at most one request.</summary>
internal sealed class PlatformHttp : IDisposable
{
    /// <summary>The longest answer that is read, in bytes, where a caller wants one.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly HttpMessageInvoker _http;

    /// <summary>To where these settings say; settings that are wrong are a <see cref="ConnectorSettingsException"/> that names every fault.</summary>
    public PlatformHttp(OutboundSettings settings, TimeProvider time)
    {
        var faults = settings.Check();
        if (faults.Count > 0)
        {
            throw new ConnectorSettingsException(faults);
        }

        (Endpoint, _timeout, _time) = (settings.Endpoint, settings.Timeout, time);
        _http = new HttpMessageInvoker(OutboundTransport.Create(settings));
    }

    /// <summary>Where requests go if they name nothing else.</summary>
    public Uri Endpoint { get; }

    /// <summary>Sends a request and says what came of it. It never throws for what the other side or a network does.</summary>
    /// <param name="request">What to send; it stays the caller's.</param>
    /// <param name="maxAnswerBytes">The longest answer's body that is taken, in bytes; 0 takes none and answers by the head alone.</param>
    /// <param name="ct">Gives up: an <see cref="OperationCanceledException"/>.</param>
    public async Task<Reply> Send(HttpRequestMessage request, int maxAnswerBytes, CancellationToken ct)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "IdentityGrains");
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var answer = await _http.SendAsync(request, either.Token);
            var body = maxAnswerBytes > 0 ? await AnswerBody.Read(answer.Content, maxAnswerBytes, either.Token) : ReadOnlyMemory<byte>.Empty;
            return body is { } whole
                ? new Reply.Answered((int)answer.StatusCode, answer.Headers, whole, _time.GetUtcNow())
                : new Reply.Failed("answer_too_large", Started: true);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException or OperationCanceledException or IOException)
        {
            // Without a body there is no byte to wait for: as soon as it may have gone, it has.
            var started = request.Content is OnceContent content ? content.Started : !NeverLeft(e);
            return Failure.Classify(e, started);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool NeverLeft(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
