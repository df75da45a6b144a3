using System.Collections.Concurrent;
using System.Collections.Immutable;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Grains.Callers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Silo.Development;

/// <summary>
/// The sources' signing keys on a developer's machine, one for each source whose word may be proved by signature, made beside the issuer's. In
/// production each source makes its own and only the public half comes here.
/// </summary>
public sealed class DevelopmentSources
{
    private readonly ConcurrentDictionary<SourceName, SigningCredentials?> _keys = new();
    private readonly JsonWebTokenHandler _handler = new();
    private readonly string _dataFolder;
    private readonly string _audience;

    private DevelopmentSources(string dataFolder, string audience) => (_dataFolder, _audience) = (dataFolder, audience);

    /// <summary>Opens the keys of a data folder; none is made.</summary>
    public static DevelopmentSources Open(string dataFolder, TrustOptions trust) => new(dataFolder, trust.Audience);

    /// <summary>Makes the keys that are absent, and names the sources that have one.</summary>
    /// <param name="dataFolder">The product's data folder.</param>
    /// <param name="policyFile">The policy that names the sources. One that cannot be read names none: putting it in force says why.</param>
    public static ImmutableArray<Source> Make(string dataFolder, string policyFile)
    {
        var policy = File.Exists(policyFile) ? PolicyDocument.Load(File.ReadAllBytes(policyFile)).Policy : null;
        ImmutableArray<Source> signing = [.. policy?.Sources.Values.Where(MaySign) ?? []];
        foreach (var source in signing)
        {
            DevelopmentKey.Open(FileOf(dataFolder, source.Name));
        }

        return signing;
    }

    /// <summary>Names these sources' keys as trusted.</summary>
    public static void Configure(TrustOptions trust, string dataFolder, ImmutableArray<Source> sources)
    {
        foreach (var source in sources)
        {
            trust.Sources[source.Name.Value] = new SigningSource { Principal = source.Principal.Value, KeyFiles = { FileOf(dataFolder, source.Name) } };
        }
    }

    /// <summary>True when the policy lets a signature of the source count for something.</summary>
    public static bool MaySign(Source source) => source.MaxProof >= ProofLevel.SignedAssertion;

    /// <summary>A source's signature over a command; null when it has no key here.</summary>
    /// <param name="source">The source.</param>
    /// <param name="principal">The service identity that speaks for it.</param>
    /// <param name="subject">Whom it names: a customer's id or <c>source:key</c>; null for nobody.</param>
    /// <param name="operation">The command's operation id.</param>
    /// <param name="digest">The digest of the command's canonical text.</param>
    /// <param name="now">When it is made.</param>
    public string? Sign(SourceName source, PrincipalId principal, string? subject, OperationId operation, string digest, DateTimeOffset now)
    {
        var file = FileOf(_dataFolder, source);
        if (_keys.GetOrAdd(source, _ => File.Exists(file) ? DevelopmentKey.Open(file) : null) is not { } key)
        {
            return null;
        }

        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Jti] = operation.Value, [SignatureVerifier.CommandClaim] = digest,
        };
        if (subject is not null)
        {
            claims[JwtRegisteredClaimNames.Sub] = subject;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = principal.Value, Audience = _audience, Claims = claims, SigningCredentials = key,
            IssuedAt = now.UtcDateTime, NotBefore = now.UtcDateTime, Expires = (now + SignatureVerifier.LongestLifetime).UtcDateTime,
        });
    }

    // Only names of a policy come here, which no path could be made of.
    private static string FileOf(string dataFolder, SourceName source) => Path.Combine(dataFolder, "keys", $"source-{source.Value}.pem");
}
