using IdentityGrains.Gateway.Door;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Gateway.Events;

/// <summary>Counts this process's streams.</summary>
internal sealed class OpenStreams(IOptions<GatewayOptions> options)
{
    private int _open;

    /// <summary>False when there are as many as there may be.</summary>
    public bool Enter()
    {
        if (Interlocked.Increment(ref _open) <= options.Value.EventStreams)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);
}
