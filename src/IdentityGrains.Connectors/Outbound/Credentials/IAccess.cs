namespace IdentityGrains.Connectors.Outbound.Credentials;

/// <summary>By what we are known at a platform at this moment.</summary>
internal interface IAccess
{
    private const int Unauthorized = 401;

    /// <summary>What to send; null when it cannot be had now, and then nothing is sent.</summary>
    ValueTask<string?> Token(CancellationToken ct);

    /// <summary>A token was refused: the next one asked for is another, if there is any. False when there is none.</summary>
    bool Refused(string token);

    /// <summary>
    /// Makes a request with what we are known by. Two at most: one that was refused for its token took no effect, so that it may be sent again with another.
    /// </summary>
    /// <param name="once">Makes the request with a token.</param>
    /// <param name="ct">An <see cref="OperationCanceledException"/>.</param>
    async Task<Reply> Send(Func<string, Task<Reply>> once, CancellationToken ct)
    {
        for (var again = false; ; again = true)
        {
            if (await Token(ct) is not { } token)
            {
                return new Reply.Failed("no_credential", Started: false);
            }

            var reply = await once(token);
            if (again || reply is not Reply.Answered { Status: Unauthorized } || !Refused(token))
            {
                return reply;
            }
        }
    }
}

/// <summary>The credential itself; a file is read again when what it held was refused, because somebody may have rotated it.</summary>
internal sealed class FixedAccess(GivenCredential credential) : IAccess
{
    private string? _token;

    /// <inheritdoc/>
    public ValueTask<string?> Token(CancellationToken ct) => ValueTask.FromResult(_token ??= credential.Read());

    /// <inheritdoc/>
    public bool Refused(string token)
    {
        var now = credential.Read();
        _token = now;
        return now is not null && now != token;
    }
}
