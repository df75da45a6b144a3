using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.Segment;

/// <summary>
/// One Segment source, as configuration says it: the region's tracking address and a write key; to look back, a space of its Profile API; and to
/// suppress customers, its Public API.
/// </summary>
public sealed class SegmentSettings : ApiSettings
{
    /// <summary>The region's Profile address, for example <c>https://profiles.segment.com</c>. Default: none, and the platform cannot be looked at.</summary>
    public string? ProfileUrl { get; set; }

    /// <summary>The space to look into. Required with <see cref="ProfileUrl"/>.</summary>
    public string? Space { get; set; }

    /// <summary>
    /// A file with the space's access token, readable by its owner only. This or <see cref="ProfileCredential"/> is required with <see cref="ProfileUrl"/>.
    /// </summary>
    public string? ProfileCredentialFile { get; set; }

    /// <summary>The access token itself, for tests. Default: none.</summary>
    public string? ProfileCredential { get; set; }

    /// <summary>
    /// The region's Public API, for example <c>https://api.segmentapis.com</c>, by which customers are suppressed. Default: none, and records are taken away by
    /// hand.
    /// </summary>
    public string? RegulationUrl { get; set; }

    /// <summary>
    /// A file with a token of the Public API that may make regulations, readable by its owner only. This or <see cref="RegulationCredential"/> is required with
    /// <see cref="RegulationUrl"/>.
    /// </summary>
    public string? RegulationCredentialFile { get; set; }

    /// <summary>The token itself, for tests. Default: none.</summary>
    public string? RegulationCredential { get; set; }

    /// <summary>The settings of the Profile API; null when there is none to look at.</summary>
    internal ApiSettings? Profiles => ProfileUrl is { Length: > 0 } url ? new Beside(this, url, ProfileCredentialFile, ProfileCredential) : null;

    /// <summary>The settings of the Public API; null when nobody is suppressed there.</summary>
    internal ApiSettings? Regulations =>
        RegulationUrl is { Length: > 0 } url ? new Beside(this, url, RegulationCredentialFile, RegulationCredential) : null;

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        base.CheckMore(faults);
        if (Regulations is { } regulations)
        {
            faults.AddRange(
                regulations.Check().Select(f => $"{nameof(RegulationUrl)}, {nameof(RegulationCredential)} or {nameof(RegulationCredentialFile)}: {f}"));
        }

        if (Profiles is not { } profiles)
        {
            return;
        }

        faults.AddRange(profiles.Check().Select(f => $"{nameof(ProfileUrl)}, {nameof(ProfileCredential)} or {nameof(ProfileCredentialFile)}: {f}"));
        if (Space is not { Length: > 0 and <= 80 } space || !space.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            faults.Add($"{nameof(Space)} must be letters, digits, _ and -");
        }
    }

    // Another interface of the same vendor, with a credential of its own.
    private sealed class Beside : ApiSettings
    {
        public Beside(SegmentSettings of, string url, string? file, string? credential)
        {
            (Url, CredentialFile, Credential) = (url, file, credential);
            ReachAs(of);
        }
    }
}
