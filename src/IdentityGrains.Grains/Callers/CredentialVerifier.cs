using System.Collections.Concurrent;
using System.Text.Json;
using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Grains.Callers;

/// <summary>Turns what a caller shows into who the caller is. A verified token is remembered for a few seconds, by its hash.</summary>
public sealed class CredentialVerifier
{
    /// <summary>For how long a verified token is believed without looking again: a revocation takes effect everywhere within it.</summary>
    public static readonly TimeSpan MemoryOfVerified = TimeSpan.FromSeconds(5);

    /// <summary>How many verified tokens are remembered at once.</summary>
    public const int RememberedTokens = 10_000;

    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int LongestToken = 8 * 1024;

    /// <summary>How many roles a token may name; one that names more names none.</summary>
    public const int MostRoles = 32;

    /// <summary>The longest name of a role, in characters.</summary>
    public const int LongestRole = 64;

    private const string RolesClaim = "roles";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<TokenMark, (VerifiedToken Token, DateTimeOffset Until)> _verified = new();
    private readonly IStoreClock _clock;
    private readonly TokenValidationParameters _services;
    private readonly TokenValidationParameters _subjects;

    /// <summary>Reads the issuers' public keys; fails at start where one is missing.</summary>
    public CredentialVerifier(IOptions<TrustOptions> trust, IStoreClock clock)
    {
        _clock = clock;
        _services = Accepting(trust.Value.Services, trust.Value.Audience);
        _subjects = Accepting(trust.Value.Subjects, trust.Value.Audience);
    }

    /// <summary>Who calls, or a <see cref="CredentialRefusedException"/> that says why not.</summary>
    public async ValueTask<Caller> Verify(Credential? credential)
    {
        if (credential is null)
        {
            throw new CredentialRefusedException(CredentialFault.Missing);
        }

        var service = await Verify(credential.ServiceToken, _services);
        var principal = new PrincipalId(service.Subject);
        if (credential.SubjectToken is not { } subjectToken)
        {
            return new Caller(principal, ProofLevel.ServiceAuthenticated, null) { Roles = service.Roles };
        }

        // A subject token is worth something only to the service that it was issued to.
        var subject = await Verify(subjectToken, _subjects);
        return subject.AuthorizedParty == principal.Value && CustomerId.TryParse(subject.Subject, out var customer)
            ? new Caller(principal, ProofLevel.ServiceAuthenticated, customer) { Roles = service.Roles }
            : throw new CredentialRefusedException(CredentialFault.Invalid);
    }

    private async ValueTask<VerifiedToken> Verify(string token, TokenValidationParameters accepting)
    {
        if (token.Length > LongestToken)
        {
            throw new CredentialRefusedException(CredentialFault.Invalid);
        }

        var now = _clock.Now;

        // Under which keys it was verified belongs to it: a customer's token is no service's, even where both issuers go by one name.
        var mark = TokenMark.Of(token, accepting == _services);
        if (_verified.TryGetValue(mark, out var known) && known.Until > now)
        {
            return known.Token;
        }

        var verified = await VerifyAnew(token, accepting);
        if (_verified.Count >= RememberedTokens)
        {
            // Rare, and cheaper than any order of eviction: the next call of each caller verifies once more.
            _verified.Clear();
        }

        var until = now + MemoryOfVerified;
        _verified[mark] = (verified, until < verified.Expires ? until : verified.Expires);
        return verified;
    }

    private async ValueTask<VerifiedToken> VerifyAnew(string token, TokenValidationParameters accepting)
    {
        var result = await _handler.ValidateTokenAsync(token, accepting);
        if (!result.IsValid)
        {
            throw new CredentialRefusedException(FaultOf(result.Exception, token));
        }

        var jwt = (JsonWebToken)result.SecurityToken;
        if (!TokenChecks.IsShortLived(jwt, TrustOptions.LongestLifetime, _clock) || string.IsNullOrEmpty(jwt.Subject))
        {
            throw new CredentialRefusedException(CredentialFault.Invalid);
        }

        return new VerifiedToken(jwt.Subject, jwt.Azp, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero), RolesOf(jwt));
    }

    // A list that cannot be ours grants nothing; whoever only calls as a source is not locked out for what his issuer writes there.
    private static ImmutableArray<string> RolesOf(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<JsonElement>(RolesClaim, out var listed) || listed.ValueKind != JsonValueKind.Array
            || listed.GetArrayLength() > MostRoles)
        {
            return [];
        }

        var roles = listed.EnumerateArray().Select(r => r.ValueKind == JsonValueKind.String ? r.GetString()! : "").ToImmutableArray();
        return roles.All(r => r.Length is > 0 and <= LongestRole) ? roles : [];
    }

    private CredentialFault FaultOf(Exception why, string token) => why switch
    {
        SecurityTokenExpiredException => CredentialFault.Expired,

        // The signature held; only the audience did not. Another environment of ours is worth an alarm of its own.
        SecurityTokenInvalidAudienceException when _handler.ReadJsonWebToken(token).Audiences
            .All(a => a.StartsWith(TrustOptions.AudiencePrefix, StringComparison.Ordinal)) => CredentialFault.WrongEnvironment,
        _ => CredentialFault.Invalid,
    };

    private TokenValidationParameters Accepting(Issuer issuer, string audience) => new()
    {
        ValidIssuer = issuer.Name,
        ValidAudience = audience,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKeys = [.. issuer.KeyFiles.Select(TokenChecks.ReadKey)],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = TokenChecks.LivesBy(_clock),
    };

    private sealed record VerifiedToken(string Subject, string? AuthorizedParty, DateTimeOffset Expires, ImmutableArray<string> Roles);
}
