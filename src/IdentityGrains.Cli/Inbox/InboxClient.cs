using System.Globalization;
using System.Text.Json;
using IdentityGrains.Cli.Api;

namespace IdentityGrains.Cli.Inbox;

/// <summary>Looks into the simulated inbox, as the customer would who waits for a code. The inbox answers when something comes, not sooner.</summary>
internal sealed class InboxClient : IDisposable
{
    /// <summary>How long a message is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <summary>Looks into an inbox.</summary>
    /// <param name="simulator">The simulator's address.</param>
    /// <param name="time">The clock.</param>
    /// <param name="handler">Carries the requests; null for the network.</param>
    public InboxClient(Uri simulator, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = simulator, Timeout = Patience * 2,
        };
        _time = time;
    }

    /// <summary>Finds the n-th message of a kind about a field that came to an address; the last one when so many do not come.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="field">Which field.</param>
    /// <param name="to">The address.</param>
    /// <param name="nth">From 1.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>Null when none came.</returns>
    public async Task<FoundMessage?> Find(string kind, string field, string to, int nth, CancellationToken ct)
    {
        var (since, after, count) = (_time.GetTimestamp(), 0L, 0);
        FoundMessage? last = null;
        while (true)
        {
            var left = Patience - _time.GetElapsedTime(since);
            var page = await Page(to, after, Math.Max(0, (int)Math.Ceiling(left.TotalSeconds)), ct);
            foreach (var message in page)
            {
                after = message.Number;
                if (message.Kind == kind && message.Field == field)
                {
                    last = message;
                    if (++count == nth)
                    {
                        return last;
                    }
                }
            }

            if (page.Length == 0)
            {
                return last;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<FoundMessage[]> Page(string to, long after, int wait, CancellationToken ct)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/_sim/inbox/messages?to={Uri.EscapeDataString(to)}&after={after}&wait={wait}");
        try
        {
            using var answer = await _http.GetAsync(new Uri(query, UriKind.Relative), ct);
            answer.EnsureSuccessStatusCode();
            return JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(ct), InboxJson.Default.FoundMessageArray) ?? [];
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException
            || failure is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new GatewayException("The inbox does not answer.", failure);
        }
    }
}
