using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Grains.Callers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Silo.Development;

/// <summary>
/// Issues tokens on a developer's machine, with keys that it made itself in the data folder at the first start. Nothing is shipped, and nothing is
/// trusted besides these files. In production identities come from the organisation's own issuers.
/// </summary>
public sealed class DevelopmentIssuer
{
    /// <summary>How long a token of it lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How the principal of a person of it begins.</summary>
    public const string PersonPrefix = Domain.Callers.Caller.PersonPrefix + "workforce/";

    private const string ServiceKey = "issuer-services.pem";
    private const string SubjectKey = "issuer-subjects.pem";
    private const string ServiceIssuer = "identitygrains-development-services";
    private const string SubjectIssuer = "identitygrains-development-subjects";

    private readonly JsonWebTokenHandler _handler = new();
    private readonly string _audience;
    private readonly SigningCredentials _services;
    private readonly SigningCredentials _subjects;

    private DevelopmentIssuer(string folder, string audience)
    {
        _audience = audience;
        _services = DevelopmentKey.Open(Path.Combine(folder, ServiceKey));
        _subjects = DevelopmentKey.Open(Path.Combine(folder, SubjectKey));
    }

    /// <summary>Opens the issuer of a data folder, making its keys when there are none.</summary>
    /// <param name="dataFolder">The product's data folder.</param>
    /// <param name="trust">Whose environment the tokens are for.</param>
    public static DevelopmentIssuer Open(string dataFolder, TrustOptions trust)
    {
        return new DevelopmentIssuer(Path.Combine(dataFolder, "keys"), trust.Audience);
    }

    /// <summary>Names the issuer as the only one that is trusted.</summary>
    public static void Configure(TrustOptions trust, string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "keys");
        trust.Services.Name = ServiceIssuer;
        trust.Services.KeyFiles.Add(Path.Combine(folder, ServiceKey));
        trust.Subjects.Name = SubjectIssuer;
        trust.Subjects.KeyFiles.Add(Path.Combine(folder, SubjectKey));
    }

    /// <summary>A token for a service identity.</summary>
    public string ServiceToken(PrincipalId principal, DateTimeOffset now) => Issue(ServiceIssuer, principal.Value, null, _services, now);

    /// <summary>A token of a customer who is signed in at a service.</summary>
    public string SubjectToken(CustomerId customer, PrincipalId service, DateTimeOffset now) =>
        Issue(SubjectIssuer, customer.ToString(), service.Value, _subjects, now);

    /// <summary>A token for a person of the organisation, with the roles that he or she holds.</summary>
    public string PersonToken(string person, IEnumerable<string> roles, DateTimeOffset now) =>
        Issue(ServiceIssuer, PersonPrefix + person, null, _services, now, [.. roles]);

    private string Issue(string issuer, string subject, string? authorizedParty, SigningCredentials signing, DateTimeOffset now, string[]? roles = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Sub] = subject };
        if (authorizedParty is not null)
        {
            claims[JwtRegisteredClaimNames.Azp] = authorizedParty;
        }

        if (roles is not null)
        {
            claims["roles"] = roles;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = _audience, Claims = claims, SigningCredentials = signing,
            IssuedAt = now.UtcDateTime, NotBefore = now.UtcDateTime, Expires = (now + Lifetime).UtcDateTime,
        });
    }
}
