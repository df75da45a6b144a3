using System.Net.Http.Headers;

namespace IdentityGrains.Connectors.Outbound.Credentials;

/// <summary>Requests to one platform's programming interface, each with what we are known by. A refused token is renewed once and then believed.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly PlatformHttp _http;
    private readonly IAccess _access;
    private readonly Func<string, AuthenticationHeaderValue> _scheme;
    private readonly string _root;

    /// <summary>
    /// To the root of these settings; settings that are wrong are a <see cref="Installed.ConnectorSettingsException"/> that names every fault.
    /// </summary>
    /// <param name="settings">Where, and by what we are known.</param>
    /// <param name="time">The clock of time-outs and tokens.</param>
    /// <param name="scheme">How a token stands in a request; null is <c>Bearer</c>.</param>
    public ApiClient(ApiSettings settings, TimeProvider time, Func<string, AuthenticationHeaderValue>? scheme = null)
    {
        _http = new PlatformHttp(settings, time);
        _access = settings.TokenUrl is { Length: > 0 } ? new ClientCredentials(settings, time) : new FixedAccess(settings.Given);
        _scheme = scheme ?? (token => new AuthenticationHeaderValue("Bearer", token));
        _root = settings.Endpoint.AbsoluteUri.TrimEnd('/');
    }

    /// <summary>Sends a request and says what came of it. It never throws for what the other side or a network does.</summary>
    public Task<Reply> Send(ApiRequest request, CancellationToken ct) => _access.Send(token => Once(request, token, ct), ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        (_access as IDisposable)?.Dispose();
    }

    private async Task<Reply> Once(ApiRequest request, string token, CancellationToken ct)
    {
        using var content = request.Body is { } body ? new OnceContent(body, request.MediaType) : null;
        using var message = new HttpRequestMessage(request.Method, new Uri(_root + request.Path, UriKind.Absolute)) { Content = content };
        message.Headers.Authorization = _scheme(token);
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.Send(message, PlatformHttp.MaxAnswerBytes, ct);
    }
}

/// <summary>One request to a platform's programming interface.</summary>
/// <param name="Method">What to do.</param>
/// <param name="Path">Behind the root address, beginning with a slash, escaped.</param>
/// <param name="Body">What to send; null sends none.</param>
public sealed record ApiRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte>? Body = null)
{
    /// <summary>The body's type. Default: <c>application/json</c>.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Further headers. Default: none.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Never the path: there may be a key in it.</summary>
    public override string ToString() => Method.Method;
}
