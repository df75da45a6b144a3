using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Outbound.Credentials;
using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.SecurityEvents;

/// <summary>One receiver of security event tokens, as configuration says it: where it takes them, and by which key they are signed.</summary>
public sealed class SecurityEventSettings : OutboundSettings
{
    /// <summary>A PEM file with the private key (P-256) that signs, readable by its owner only. Required.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>The key's id, by which the receiver finds the public half of it. Required.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>Who issues: the claim <c>iss</c>. Required.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Whom it is for: the claim <c>aud</c>. Required.</summary>
    public string Audience { get; set; } = "";

    /// <summary>A file with the access token that is sent beside each event, readable by its owner only. Default: none, and none is sent.</summary>
    public string? CredentialFile { get; set; }

    /// <summary>The access token itself, for tests; in production it lies in a file. Default: none.</summary>
    public string? Credential { get; set; }

    /// <summary>By what we are known beside the signature; null when by nothing.</summary>
    internal IAccess? Access => Given.IsGiven ? new FixedAccess(Given) : null;

    private GivenCredential Given => new(CredentialFile, Credential);

    private protected override bool QueryAllowed => true;

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        using (SigningKeyFile.Read(KeyFile, out var fault))
        {
            faults.AddRange(fault is null ? [] : [$"{nameof(KeyFile)}: {fault}"]);
        }

        // They stand in tokens, and are compared with what the receiver has, letter by letter.
        foreach (var (name, value) in new[] { (nameof(KeyId), KeyId), (nameof(Issuer), Issuer), (nameof(Audience), Audience) })
        {
            if (value.Length is 0 or > 255 || !value.All(c => c is > ' ' and <= '~'))
            {
                faults.Add($"{name} must be 1 to 255 printable ASCII characters without a space");
            }
        }

        faults.AddRange(Given.Fault(required: false) is { } unfit ? [unfit] : []);
    }
}
