namespace IdentityGrains.Connectors.Outbound.Credentials;

/// <summary>By what we are known at a platform at this moment.</summary>
internal interface IAccess
{
    /// <summary>What to send; null when it cannot be had now, and then nothing is sent.</summary>
    ValueTask<string?> Token(CancellationToken ct);

    /// <summary>A token was refused: the next one asked for is another, if there is any. False when there is none.</summary>
    bool Refused(string token);
}

/// <summary>The credential itself; a file is read again when what it held was refused, because somebody may have rotated it.</summary>
internal sealed class FixedAccess(ApiSettings settings) : IAccess
{
    private string? _token;

    /// <inheritdoc/>
    public ValueTask<string?> Token(CancellationToken ct) => ValueTask.FromResult(_token ??= Read());

    /// <inheritdoc/>
    public bool Refused(string token)
    {
        var now = Read();
        _token = now;
        return now is not null && now != token;
    }

    private string? Read() => settings.CredentialFile is { Length: > 0 } file ? Secrets.CredentialFile.Read(file, out _) : settings.Credential;
}
