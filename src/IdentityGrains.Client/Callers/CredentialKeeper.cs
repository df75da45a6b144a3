using IdentityGrains.Client.Asking;
using IdentityGrains.Client.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Client.Callers;

/// <summary>
/// Keeps the one token of this process. While it is good, nobody waits: it is renewed beside the calls, before it ends. Only when there is none do calls
/// wait, all for one request.
/// </summary>
internal sealed partial class CredentialKeeper(
    ICredentialSource source, IOptions<IdentityGrainsClientOptions> options, TimeProvider time, ILogger<CredentialKeeper> log)
{
    /// <summary>For how long the source is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How soon the source is asked again after it failed, while the token that is kept is still good.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Kept? _kept;
    private Task<ServiceToken>? _flight;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>The token, asked of the source when there is none that is good.</summary>
    public Task<ServiceToken> Current()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_kept is not { } kept || now >= kept.Token.ExpiresAt)
            {
                return Fly();
            }

            if (now >= kept.RenewAt && now >= _notBefore)
            {
                _ = Fly();
            }

            return kept.Answer;
        }
    }

    /// <summary>Gives up a token that a silo called expired, whatever our clock says of it. One that was renewed meanwhile stays.</summary>
    public void Forget(ServiceToken expired)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_kept?.Token, expired))
            {
                _kept = null;
            }
        }
    }

    private Task<ServiceToken> Fly()
    {
        if (_flight is null)
        {
            // What the first caller's flow holds, his customer's token among it, is none of the source's business, nor of those who wait with him.
            using var flow = ExecutionContext.IsFlowSuppressed() ? default(IDisposable) : ExecutionContext.SuppressFlow();
            _flight = Task.Run(Obtain);
            _flight.Forget();
        }

        return _flight;
    }

    private async Task<ServiceToken> Obtain()
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var token = await source.Obtain(patience.Token).WaitAsync(patience.Token);
            lock (_gate)
            {
                _kept = new Kept(token, RenewalOf(token));
                _flight = null;
            }

            return token;
        }
        catch (Exception why)
        {
            NotObtained(log, why.GetType().Name);
            lock (_gate)
            {
                _notBefore = time.GetUtcNow() + Pause;
                _flight = null;
            }

            throw;
        }
    }

    // A token that lives shorter than twice the margin is renewed at half its life: by the margin it would be renewed at every call.
    private DateTimeOffset RenewalOf(ServiceToken token)
    {
        var (margin, half) = (options.Value.RenewBefore, (token.ExpiresAt - time.GetUtcNow()) / 2);
        return token.ExpiresAt - (half < margin ? half : margin);
    }

    private sealed record Kept(ServiceToken Token, DateTimeOffset RenewAt)
    {
        public Task<ServiceToken> Answer { get; } = Task.FromResult(Token);
    }

    [LoggerMessage(5001, LogLevel.Warning, "No token was obtained, {Failure}")]
    private static partial void NotObtained(ILogger logger, string failure);
}
