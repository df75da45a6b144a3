using System.Net.Http.Headers;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.SecurityEvents;

/// <summary>
/// Pushes security event tokens (RFC 8417) to one receiver as RFC 8935 says. 202 proves that it has a valid token; what it makes of it, it does not say.
/// </summary>
public sealed class SecurityEventConnector : IPlatformConnector, IDisposable
{
    /// <summary>The word by which policy and configuration name this connector.</summary>
    public const string Kind = "secevent.push";

    private const int MaxAnswerBytes = 64 * 1024;
    private const string MediaType = "application/secevent+jwt";

    private readonly PlatformHttp _http;
    private readonly SecurityEventSigner _signer;
    private readonly IAccess? _access;
    private readonly string _issuer;
    private readonly string _audience;

    /// <summary>
    /// A connector with these settings; settings that are wrong are a <see cref="Installed.ConnectorSettingsException"/> that names every fault.
    /// </summary>
    public SecurityEventConnector(SecurityEventSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _http = new PlatformHttp(settings, time);
        (_signer, _access, _issuer, _audience) = (new SecurityEventSigner(settings), settings.Access, settings.Issuer, settings.Audience);
        Capabilities = new ConnectorCapabilities(AckLevel.Accepted, Deduplicates: true, settings.Timeout, ContentMark: $"{_issuer}\n{_audience}");
    }

    /// <inheritdoc/>
    public ConnectorCapabilities Capabilities { get; }

    /// <inheritdoc/>
    public async Task<SendAnswer> Send(IReadOnlyList<PlatformDelivery> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new SendAnswer([SecurityEventClaims.Of(batch.Single(), _issuer, _audience, out var fault) is { } claims
            ? Proved(await Push(_signer.Sign(claims), ct))
            : new SendResult.Rejected(fault)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _signer.Dispose();
    }

    private Task<Reply> Push(ReadOnlyMemory<byte> token, CancellationToken ct) =>
        _access?.Send(known => Once(token, known, ct), ct) ?? Once(token, null, ct);

    private async Task<Reply> Once(ReadOnlyMemory<byte> token, string? known, CancellationToken ct)
    {
        using var content = new OnceContent(token, MediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, _http.Endpoint) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = known is null ? null : new AuthenticationHeaderValue("Bearer", known);
        return await _http.Send(request, MaxAnswerBytes, ct);
    }

    // 202 and nothing else is a receipt: a page of HTML behind a 200 comes from somebody who knows nothing of security events.
    private static SendResult Proved(Reply reply) => reply switch
    {
        Reply.Answered { Status: 202 } => new SendResult.Acknowledged(AckLevel.Accepted),
        Reply.Answered { IsSuccess: true } => SendResult.Indeterminate.Uncorrelated,
        Reply.Answered { Status: 400 } refused => Refused(JsonBody.Read(refused.Body, j => j.Member("err").Text(), null), refused.Why),
        _ => ReplyClass.Of(reply)!,
    };

    // What is wrong with our key, our name or our leave is wrong with every event alike: the platform is held, and not each customer refused.
    private static SendResult Refused(string? code, string why) => code switch
    {
        null => new SendResult.Rejected(why),
        "invalid_key" or "invalid_issuer" or "invalid_audience" or "authentication_failed" or "access_denied" => new SendResult.Hold(code),
        _ => new SendResult.Rejected(PlatformWord.Of(code)),
    };
}
