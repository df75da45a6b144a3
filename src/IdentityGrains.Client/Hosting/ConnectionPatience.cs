using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;

namespace IdentityGrains.Client.Hosting;

/// <summary>Tries the first connection as often as the options say: a front-end may start before the cluster does, but not wait for it for ever.</summary>
internal sealed partial class ConnectionPatience(
    IOptions<IdentityGrainsClientOptions> options, TimeProvider time, ILogger<ConnectionPatience> log) : IClientConnectionRetryFilter
{
    private int _attempts;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        var attempts = Interlocked.Increment(ref _attempts);
        NotConnected(log, attempts, exception.GetType().Name);
        if (attempts >= options.Value.ConnectAttempts)
        {
            return false;
        }

        await Task.Delay(options.Value.ConnectPause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(5003, LogLevel.Warning, "Attempt {Attempt} to connect failed, {Failure}")]
    private static partial void NotConnected(ILogger logger, int attempt, string failure);
}
