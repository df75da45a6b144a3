using System.ComponentModel.DataAnnotations;

namespace IdentityGrains.Grains.Callers;

/// <summary>Whose credentials count. There is no default key: without a configured or generated one, nobody gets in.</summary>
public sealed class TrustOptions
{
    /// <summary>The longest lifetime that a token may have. A longer one is no credential of ours.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(24);

    /// <summary>The environment that credentials must be issued for, for example <c>production</c>. Default: <c>development</c>.</summary>
    [Required]
    public string Environment { get; set; } = "development";

    /// <summary>Who issues tokens to service identities.</summary>
    [Required]
    public Issuer Services { get; set; } = new();

    /// <summary>Who issues tokens to customers that sign in.</summary>
    [Required]
    public Issuer Subjects { get; set; } = new();

    /// <summary>
    /// The keys with which sources sign their commands, under any label. Default: none, so nothing is proved by signature. Not under the principal itself:
    /// its colon would part the setting's name.
    /// </summary>
    public IDictionary<string, SigningSource> Sources { get; } = new Dictionary<string, SigningSource>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The audience that tokens must name.</summary>
    public string Audience => AudiencePrefix + Environment;

    internal const string AudiencePrefix = "identitygrains:";
}

/// <summary>An issuer of tokens and its public keys.</summary>
public sealed class Issuer
{
    /// <summary>The token's <c>iss</c>.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>PEM files, each with one EC public key on P-256; several during rotation.</summary>
    [MinLength(1)]
    public IList<string> KeyFiles { get; } = [];
}

/// <summary>A source that signs, and its public keys.</summary>
public sealed class SigningSource
{
    /// <summary>The signature's <c>iss</c>: the service identity that the policy names for the source, for example <c>nhi:pos-gateway</c>.</summary>
    [Required]
    public string Principal { get; set; } = "";

    /// <summary>PEM files, each with one EC public key on P-256; several during rotation.</summary>
    [MinLength(1)]
    public IList<string> KeyFiles { get; } = [];
}
