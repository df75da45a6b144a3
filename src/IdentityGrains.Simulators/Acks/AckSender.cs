using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using IdentityGrains.Simulators.Records;

namespace IdentityGrains.Simulators.Acks;

/// <summary>
/// Calls back, in the background, until the product answers 2xx or the attempts are used up. Nothing of it is kept across a restart:
/// a delivery that comes again is acknowledged again, and that is what the product relies on.
/// </summary>
internal sealed class AckSender : IAsyncDisposable
{
    private const int AtOnce = 16;
    private const int MaxBackoff = 100;
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(10);

    private readonly WebhookSimulatorOptions _options;
    private readonly Changes _changes;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One more than there are callbacks, for the sender itself: it reaches zero only after disposal began.
    private int _waiting = 1;
    private int _disposed;

    public AckSender(WebhookSimulatorOptions options, Changes changes)
    {
        (_options, _changes) = (options, changes);
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        _http = new HttpClient(handler) { Timeout = AttemptTime, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <summary>Acknowledges a delivery, soon.</summary>
    public void Enqueue(SimulatedPlatform platform, IncomingDelivery delivery)
    {
        if (!TryReadAddress(delivery.AckUrl, out var address))
        {
            platform.Acks.CountLost();
            return;
        }

        if (Interlocked.Increment(ref _waiting) > _options.MaxAcksWaiting + 1)
        {
            Leave();
            platform.Acks.CountLost();
            return;
        }

        _ = Task.Run(() => Deliver(platform, delivery, address));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync();
        Leave();
        await _idle.Task;
        _http.Dispose();
        _room.Dispose();
        _stop.Dispose();
    }

    private async Task Deliver(SimulatedPlatform platform, IncomingDelivery delivery, Uri address)
    {
        try
        {
            for (var attempt = 1; attempt <= _options.AckAttempts; attempt++)
            {
                if (await TryPost(platform, delivery, address))
                {
                    platform.Acks.CountSent();
                    return;
                }

                platform.Acks.CountRetried();
                // Doubling without chance: the order in which callbacks come back is the product's to bear, not a test's to guess.
                var factor = attempt > 7 ? MaxBackoff : Math.Min(MaxBackoff, 1 << (attempt - 1));
                await Task.Delay(_options.AckRetry * factor, _options.Time, _stop.Token);
            }

            platform.Acks.CountFailed();
        }
        catch (OperationCanceledException)
        {
            platform.Acks.CountLost();
        }
        finally
        {
            _changes.Signal();
            Leave();
        }
    }

    private async Task<bool> TryPost(SimulatedPlatform platform, IncomingDelivery delivery, Uri address)
    {
        await _room.WaitAsync(_stop.Token);
        try
        {
            using var request = Request(platform, delivery, address);
            using var answer = await _http.SendAsync(request, _stop.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !_stop.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            _room.Release();
        }
    }

    private HttpRequestMessage Request(SimulatedPlatform platform, IncomingDelivery delivery, Uri address)
    {
        var id = "ack_" + delivery.DeliveryId;
        var timestamp = _options.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $$"""{"deliveryId":"{{delivery.DeliveryId}}","appliedVersion":{{delivery.Version}}}"""));
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", platform.Signature.Sign(id, timestamp, body));
        return request;
    }

    // A message says where to call. Beyond this machine that would make the simulator a hand that others move.
    private bool TryReadAddress(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            && (address.IsLoopback || (_options.AllowRemoteAcks && address.Scheme == "https"));

    private void Leave()
    {
        if (Interlocked.Decrement(ref _waiting) == 0)
        {
            _idle.TrySetResult();
        }
    }
}
