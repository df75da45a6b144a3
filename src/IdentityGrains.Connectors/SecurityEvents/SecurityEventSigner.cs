using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Connectors.Secrets;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Connectors.SecurityEvents;

/// <summary>Signs claims as a compact JWS by ES256, of the type that tells a security event token from every other token of the same issuer.</summary>
internal sealed class SecurityEventSigner : IDisposable
{
    private const string Type = "secevent+jwt";

    private static readonly Dictionary<string, object> Header = new(StringComparer.Ordinal) { [JwtHeaderParameterNames.Typ] = Type };

    private readonly JsonWebTokenHandler _handler = new();
    private readonly ECDsa _key;
    private readonly SigningCredentials _signing;

    /// <summary>By the key of these settings, which were found to be right.</summary>
    public SecurityEventSigner(SecurityEventSettings settings)
    {
        _key = SigningKeyFile.Read(settings.KeyFile, out var fault) ?? throw new Installed.ConnectorSettingsException([fault!]);
        _signing = new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = settings.KeyId }, SecurityAlgorithms.EcdsaSha256)
        {
            // The library's cache is the process's, and knows keys by what they are: another platform's signer with the same key would be given ours,
            // and sign with it after we are gone.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }

    /// <summary>The token.</summary>
    public ReadOnlyMemory<byte> Sign(ReadOnlyMemory<byte> claims) =>
        Encoding.ASCII.GetBytes(_handler.CreateToken(Encoding.UTF8.GetString(claims.Span), _signing, Header));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
