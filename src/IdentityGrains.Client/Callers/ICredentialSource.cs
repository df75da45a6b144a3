namespace IdentityGrains.Client.Callers;

/// <summary>
/// Where the host has its service identity's token from: a file that the platform rotates, a metadata endpoint, an issuer. It is asked once and what
/// it gives is kept until shortly before it ends, so it need not remember anything.
/// </summary>
public interface ICredentialSource
{
    /// <summary>A token that is good now. Called by one at a time, never in the flow of a caller.</summary>
    Task<ServiceToken> Obtain(CancellationToken ct);
}

/// <summary>A source that is one function.</summary>
internal sealed class CredentialFunction(Func<CancellationToken, Task<ServiceToken>> obtain) : ICredentialSource
{
    public Task<ServiceToken> Obtain(CancellationToken ct) => obtain(ct);
}
