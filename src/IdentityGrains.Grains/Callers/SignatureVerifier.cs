using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Grains.Callers;

/// <summary>
/// Verifies that a source signed the very command that it asks: a compact JWS (ES256) under a key of its own, beside the service token. Its operation
/// id is the nonce: the record takes an operation once for ever, so nothing has to be remembered here.
/// </summary>
public sealed class SignatureVerifier
{
    /// <summary>The longest that a signature may be good for.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The longest signature that is looked at, in characters.</summary>
    public const int LongestSignature = 2 * 1024;

    /// <summary>The claim that holds the digest of the command's canonical text.</summary>
    public const string CommandClaim = "cmd";

    // A header that must be understood, and that nobody here does.
    private const string CriticalHeader = "crit";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly IStoreClock _clock;
    private readonly TokenValidationParameters _sources;

    /// <summary>Reads the sources' public keys; fails at start where one is missing.</summary>
    public SignatureVerifier(IOptions<TrustOptions> trust, IStoreClock clock)
    {
        _clock = clock;
        var keys = trust.Value.Sources.Values
            .SelectMany(s => s.KeyFiles.Select(file => (s.Principal, Key: (SecurityKey)TokenChecks.ReadKey(file))))
            .ToLookup(k => k.Principal, k => k.Key, StringComparer.Ordinal);
        _sources = new TokenValidationParameters
        {
            ValidIssuers = [.. keys.Select(k => k.Key)],
            ValidAudience = trust.Value.Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = TokenChecks.LivesBy(clock),

            // Only the keys of the very source that the signature names: another source's would let each speak for all.
            IssuerSigningKeyResolver = (_, token, _, _) => keys[token.Issuer],
        };
    }

    /// <summary>Whom the signature names, or a <see cref="CredentialRefusedException"/> that says why it does not hold for this command.</summary>
    /// <param name="signature">The compact JWS.</param>
    /// <param name="principal">Who asks, as the service token proves it.</param>
    /// <param name="command">The command as it came in.</param>
    public async ValueTask<SignedSubject> Verify(string signature, PrincipalId principal, CustomerCommand command)
    {
        if (signature.Length > LongestSignature)
        {
            throw Refused();
        }

        var result = await _handler.ValidateTokenAsync(signature, _sources);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || token.TryGetHeaderValue<object>(CriticalHeader, out _)
            || !TokenChecks.IsShortLived(token, LongestLifetime, _clock))
        {
            throw Refused();
        }

        // It holds, and was made for something else.
        if (token.Issuer != principal.Value || token.Id != command.Operation.Value)
        {
            throw new CredentialRefusedException(CredentialFault.Replayed);
        }

        return token.TryGetPayloadValue<string>(CommandClaim, out var digest) && CommandText.DigestOf(command) is { } expected && digest == expected
            && SignedSubject.TryParse(token.Subject, out var subject)
            ? subject
            : throw Refused();
    }

    private static CredentialRefusedException Refused() => new(CredentialFault.InvalidProof);
}
