using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.Segment;

/// <summary>
/// One Segment source, as configuration says it: the region's tracking address and a write key; and, to look back, a space of its Profile API.
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

    /// <summary>The settings of the Profile API; null when there is none to look at.</summary>
    internal ApiSettings? Profiles => ProfileUrl is { Length: > 0 } ? new ProfileSettings(this) : null;

    /// <inheritdoc/>
    protected override void CheckMore(List<string> faults)
    {
        base.CheckMore(faults);
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

    private sealed class ProfileSettings : ApiSettings
    {
        public ProfileSettings(SegmentSettings of)
        {
            (Url, CredentialFile, Credential) = (of.ProfileUrl!, of.ProfileCredentialFile, of.ProfileCredential);
            (Timeout, ConnectTimeout, Connections) = (of.Timeout, of.ConnectTimeout, of.Connections);
            (AllowLoopbackHttp, AllowPrivateAddresses, Resolve) = (of.AllowLoopbackHttp, of.AllowPrivateAddresses, of.Resolve);
            foreach (var port in of.Ports)
            {
                Ports.Add(port);
            }
        }
    }
}
