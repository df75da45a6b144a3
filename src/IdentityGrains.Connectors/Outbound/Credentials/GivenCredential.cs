namespace IdentityGrains.Connectors.Outbound.Credentials;

/// <summary>A credential as settings give it: in a file, or itself.</summary>
/// <param name="File">The file; null or empty for none.</param>
/// <param name="Itself">The credential itself, for tests; null or empty for none.</param>
internal sealed record GivenCredential(string? File, string? Itself)
{
    /// <summary>True when there is one.</summary>
    public bool IsGiven => IsSaid(File) || IsSaid(Itself);

    /// <summary>The credential as it is now; null when it cannot be had.</summary>
    public string? Read() => IsSaid(File) ? Secrets.CredentialFile.Read(File!, out _) : Itself;

    /// <summary>What is wrong with it, in the names that settings have for it and without what it is; null when nothing is.</summary>
    /// <param name="required">True where there must be one.</param>
    public string? Fault(bool required) => (IsSaid(File), IsSaid(Itself)) switch
    {
        (true, true) or (false, false) when required =>
            $"exactly one of {nameof(ApiSettings.CredentialFile)} and {nameof(ApiSettings.Credential)} must be given",
        (true, true) => $"at most one of {nameof(ApiSettings.CredentialFile)} and {nameof(ApiSettings.Credential)} must be given",
        (_, true) when Itself.AsSpan().ContainsAnyExceptInRange('!', '~') =>
            $"{nameof(ApiSettings.Credential)} must be printable ASCII characters without a space",
        (true, _) when Secrets.CredentialFile.Read(File!, out var unread) is null => $"{nameof(ApiSettings.CredentialFile)}: {unread}",
        _ => null,
    };

    /// <summary>Never the credential.</summary>
    public override string ToString() => "[credential]";

    private static bool IsSaid(string? text) => text is { Length: > 0 };
}
