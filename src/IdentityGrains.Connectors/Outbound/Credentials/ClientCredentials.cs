using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace IdentityGrains.Connectors.Outbound.Credentials;

/// <summary>Access tokens for a client's secret (RFC 6749 section 4.4). One request at a time asks for one; whoever comes meanwhile waits for it.</summary>
internal sealed class ClientCredentials : IAccess, IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;

    // A token that ends while a request is on its way is a request lost.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(5);

    private readonly ApiSettings _settings;
    private readonly FixedAccess _secret;
    private readonly PlatformHttp _http;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (string Token, DateTimeOffset Until)? _held;

    /// <summary>Tokens from <see cref="ApiSettings.TokenUrl"/>.</summary>
    public ClientCredentials(ApiSettings settings, TimeProvider time) =>
        (_settings, _secret, _http, _time) = (settings, new FixedAccess(settings.Given), new PlatformHttp(new TokenEndpoint(settings), time), time);

    /// <inheritdoc/>
    public async ValueTask<string?> Token(CancellationToken ct)
    {
        if (_held is { } held && held.Until > _time.GetUtcNow())
        {
            return held.Token;
        }

        await _turn.WaitAsync(ct);
        try
        {
            if (_held is not { } fresh || fresh.Until <= _time.GetUtcNow())
            {
                _held = await Ask(ct);
            }

            return _held?.Token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public bool Refused(string token)
    {
        // Only the one that was refused: another caller may have had a new one meanwhile.
        if (_held?.Token == token)
        {
            _held = null;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _turn.Dispose();
    }

    private async Task<(string Token, DateTimeOffset Until)?> Ask(CancellationToken ct)
    {
        if (await _secret.Token(ct) is not { } secret)
        {
            return null;
        }

        var scope = _settings.Scope is { Length: > 0 } s ? "&scope=" + Uri.EscapeDataString(s) : "";
        using var content = new OnceContent(Encoding.UTF8.GetBytes("grant_type=client_credentials" + scope), "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, _http.Endpoint) { Content = content };
        var client = $"{Uri.EscapeDataString(_settings.ClientId!)}:{Uri.EscapeDataString(secret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client)));
        if (await _http.Send(request, MaxAnswerBytes, ct) is Reply.Answered { IsSuccess: true } answer)
        {
            return Read(answer);
        }

        // The secret may have been rotated; the next attempt reads it again.
        _secret.Refused(secret);
        return null;
    }

    private static (string Token, DateTimeOffset Until)? Read(Reply.Answered answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            var token = json.RootElement.GetProperty("access_token").GetString();
            var life = json.RootElement.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var s) ? TimeSpan.FromSeconds(s) : Unsaid;
            return token is { Length: > 0 } && token.All(c => c is > ' ' and <= '~') ? (token, answer.At + life - Early) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed class TokenEndpoint : OutboundSettings
    {
        public TokenEndpoint(ApiSettings settings)
        {
            ReachAs(settings);
            (Url, Connections) = (settings.TokenUrl!, 1);
        }
    }
}
