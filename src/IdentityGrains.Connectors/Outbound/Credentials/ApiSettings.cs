namespace IdentityGrains.Connectors.Outbound.Credentials;

/// <summary>One platform's programming interface: its root address, and by what we are known there.</summary>
public abstract class ApiSettings : OutboundSettings
{
    private const int MaxScope = 1_000;

    /// <summary>
    /// A file that holds the credential, on one line, readable by its owner only: an access token or key, or the client's secret when <see cref="TokenUrl"/> is
    /// given. This or <see cref="Credential"/> is required.
    /// </summary>
    public string? CredentialFile { get; set; }

    /// <summary>The credential itself, for tests; in production it lies in a file. Default: none.</summary>
    public string? Credential { get; set; }

    /// <summary>Where access tokens are had for the client's secret (OAuth 2 client credentials). Default: none, and the credential is sent as it is.</summary>
    public string? TokenUrl { get; set; }

    /// <summary>The client's id, when <see cref="TokenUrl"/> is given.</summary>
    public string? ClientId { get; set; }

    /// <summary>The scope to ask for. Default: none.</summary>
    public string? Scope { get; set; }

    /// <summary>The most requests within <see cref="RatePer"/>; 0 takes what the platform's vendor states. Default: 0.</summary>
    public int RateLimit { get; set; }

    /// <summary>Within how long. 100 ms to 1 day. Default: 1 s.</summary>
    public TimeSpan RatePer { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Deliveries to one request; 0 takes as many as the protocol allows. Default: 0.</summary>
    public int BatchSize { get; set; }

    internal GivenCredential Given => new(CredentialFile, Credential);

    /// <summary>The limit that holds: what is set here, or the vendor's.</summary>
    public RateLimit? LimitOr(RateLimit? vendors) => RateLimit > 0 ? new RateLimit(RateLimit, RatePer) : vendors;

    /// <summary>The batch that holds: what is set here, if the protocol allows it.</summary>
    public int BatchOf(int most) => BatchSize > 0 ? Math.Min(BatchSize, most) : most;

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        faults.AddRange(Given.Fault(required: true) is { } fault ? [fault] : []);

        if (TokenUrl is { Length: > 0 } url)
        {
            CheckAddress(nameof(TokenUrl), url, query: false, faults);
            if (ClientId is not { Length: > 0 })
            {
                faults.Add($"{nameof(ClientId)} must be given with {nameof(TokenUrl)}");
            }
        }

        if (Scope is { } scope && (scope.Length > MaxScope || scope.AsSpan().ContainsAnyExceptInRange(' ', '~')))
        {
            faults.Add($"{nameof(Scope)} must be at most {MaxScope} printable ASCII characters");
        }

        if (RateLimit < 0 || BatchSize < 0)
        {
            faults.Add($"{nameof(RateLimit)} and {nameof(BatchSize)} must not be negative");
        }

        CheckRange(nameof(RatePer), RatePer, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1), faults);
    }
}
