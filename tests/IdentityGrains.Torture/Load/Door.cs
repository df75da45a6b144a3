using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Load;

/// <summary>How one call ended, and what a create said of the customer's id.</summary>
internal sealed record Answer(Ending Ending, int Status, Seen? Seen, string? Customer, string? Problem)
{
    /// <summary>True when the act took a permission away, and it is not known yet since when nothing that it forbids begins to leave.</summary>
    public bool FenceOpen { get; init; }

    /// <summary>Since when nothing that the act forbids begins to leave, by the store's clock; null when nobody said so.</summary>
    public DateTimeOffset? FencedAt { get; init; }
}

/// <summary>One host's HTTP, as any integration calls it.</summary>
internal sealed class Door : IDisposable
{
    private const string Latest = "?at=latest";
    private const string ReplayHeader = "Idempotent-Replay";
    private const string ProblemPrefix = "urn:identitygrains:problem:";

    private readonly HttpClient _http;
    private readonly Credentials _credentials;
    private readonly Mix _mix;

    public Door(int number, string url, Credentials credentials, Mix mix)
    {
        (Number, Url, _credentials, _mix) = (number, url, credentials, mix);

        // Connections that an outage left idle are the harness's: kept, they would look like the host's leak.
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(1), MaxConnectionsPerServer = 512, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public int Number { get; }

    public string Url { get; }

    /// <summary>Asks once. Whatever breaks off or takes too long is unknown: it may have happened.</summary>
    public async Task<Answer> Ask(Intent intent, string? customer, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(_mix.Deadline);
        try
        {
            using var request = Request(intent, customer);
            using var response = await _http.SendAsync(request, deadline.Token);
            return Read(response, await response.Content.ReadAsByteArrayAsync(deadline.Token), intent);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return new Answer(Ending.Unknown, 0, Seen: null, Customer: null, e.GetType().Name);
        }
    }

    /// <summary>Sends anything else that one run needs.</summary>
    public async Task<(HttpStatusCode Status, string Text)> Send(HttpMethod method, string path, string token, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url + path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(ct));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(Intent intent, string? customer)
    {
        var query = intent.Kind == ActKind.StrongRead ? Latest : "";
        var path = intent.Kind == ActKind.Create ? "/v1/customers" : $"/v1/customers/{customer}{intent.Path}{query}";
        var request = new HttpRequestMessage(intent.Body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(Url + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _credentials.Service(intent.Source));
        if (intent.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", intent.Id);
        }

        if (intent.SignedIn)
        {
            request.Headers.Add("Subject-Token", _credentials.Subject(intent.Source, customer!));
        }

        return request;
    }

    private static Answer Read(HttpResponseMessage response, byte[] bytes, Intent intent)
    {
        var status = (int)response.StatusCode;
        using var body = bytes.Length > 0 ? JsonDocument.Parse(bytes) : null;
        if (response.IsSuccessStatusCode)
        {
            var told = body!.RootElement;
            var seen = new Seen(told.GetProperty("version").GetInt64(), told.GetProperty("entryHash").GetString()!);
            var ending = response.Headers.Contains(ReplayHeader) ? Ending.Replayed : Ending.Done;
            return WithFence(new Answer(ending, status, seen, told.GetProperty("customer").GetString(), Problem: null), told);
        }

        var named = body is not null && body.RootElement.TryGetProperty("type", out var type) ? type.GetString() : null;
        var problem = named?.Replace(ProblemPrefix, "", StringComparison.Ordinal);
        return new Answer(EndingOf(response.StatusCode, problem, intent), status, Seen: null, Customer: null, problem);
    }

    private static Answer WithFence(Answer answer, JsonElement told)
    {
        var narrows = told.TryGetProperty("narrows", out var said) && said.GetBoolean();
        var fenced = narrows && told.GetProperty("fencedAt") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : (DateTimeOffset?)null;
        return answer with { FenceOpen = narrows && fenced is null, FencedAt = fenced };
    }

    private static Ending EndingOf(HttpStatusCode status, string? problem, Intent intent) => status switch
    {
        HttpStatusCode.ServiceUnavailable when problem == "outcome-unknown" => Ending.Unknown,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => Ending.TurnedAway,
        _ when (int)status < 500 => Ending.Refused,
        _ => throw new InvalidDataException($"{intent.Kind} was answered {status} {problem}, which no caller may ever see."),
    };
}
