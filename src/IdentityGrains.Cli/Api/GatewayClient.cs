using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace IdentityGrains.Cli.Api;

/// <summary>
/// Asks the gateway over HTTP. What may be asked again is asked again, under the same idempotency key, until it is answered or patience is over:
/// an answer that was lost may belong to an act that took effect.
/// </summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan OneAttempt = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly TimeSpan _patience;

    /// <summary>Asks a gateway.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="patience">How long one act is tried.</param>
    /// <param name="time">The clock.</param>
    /// <param name="handler">Carries the requests; null for the network.</param>
    public GatewayClient(Uri server, TimeSpan patience, TimeProvider time, HttpMessageHandler? handler = null)
    {
        // Not redirected: a token goes to whom it was meant for.
        handler ??= new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = OneAttempt };
        (_patience, Time) = (patience, time);
    }

    /// <summary>The clock by which it waits; whoever asks again later waits by the same.</summary>
    public TimeProvider Time { get; }

    /// <summary>Reads something; a problem is an exception with the problem's words.</summary>
    public async Task<JsonElement> Get(string path, string serviceToken, CancellationToken ct)
    {
        var reply = await Send(new ApiRequest(HttpMethod.Get, path, serviceToken), ct);
        return reply.Problem is { } problem ? throw new GatewayException($"{problem.Slug}: {problem.Title}") : reply.Body;
    }

    /// <summary>Sends a request until it is answered.</summary>
    public async Task<Reply> Send(ApiRequest request, CancellationToken ct)
    {
        var (since, pause) = (Time.GetTimestamp(), FirstPause);
        while (true)
        {
            var (reply, failure, wait) = await Attempt(request, ct);
            if (reply is not null && !MayAskAgain(reply.Status))
            {
                return reply;
            }

            var next = wait > pause ? wait : pause;
            if (Time.GetElapsedTime(since) + next > _patience)
            {
                var why = reply?.Problem?.Slug ?? "no connection";
                var seconds = _patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                throw new GatewayException($"The gateway did not answer within {seconds} s: {why}.", failure);
            }

            await Task.Delay(next, Time, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool MayAskAgain(int status) => status is (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.RequestTimeout or >= 500;

    private async Task<(Reply? Reply, Exception? Failure, TimeSpan Wait)> Attempt(ApiRequest request, CancellationToken ct)
    {
        try
        {
            using var message = request.Message();
            using var answer = await _http.SendAsync(message, ct);
            var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
            var replayed = answer.Headers.TryGetValues("Idempotent-Replay", out var values) && values.Contains("true", StringComparer.OrdinalIgnoreCase);
            var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
            return (new Reply((int)answer.StatusCode, replayed, BodyOf(answer.Content.Headers.ContentType, bytes)) { Bytes = bytes }, null, wait);
        }
        catch (Exception failure) when (failure is HttpRequestException or System.Net.Sockets.SocketException or IOException
            || failure is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return (null, failure, TimeSpan.Zero);
        }
    }

    private static JsonElement BodyOf(MediaTypeHeaderValue? type, byte[] bytes)
    {
        if (bytes.Length == 0 || type?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
