using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Doors;

/// <summary>When a request came, and when its sender hung up.</summary>
internal sealed class Arrival : IDisposable
{
    private readonly CancellationTokenRegistration _hangUp;
    private long _hungUp;

    /// <summary>It comes now.</summary>
    public Arrival(HttpContext context, TimeProvider time)
    {
        At = time.GetUtcNow();
        _hangUp = context.RequestAborted.Register(() => Interlocked.CompareExchange(ref _hungUp, time.GetUtcNow().UtcTicks, 0));
    }

    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; }

    /// <summary>When its sender hung up; null while he waits.</summary>
    public DateTimeOffset? HungUpAt => Interlocked.Read(ref _hungUp) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <inheritdoc/>
    public void Dispose() => _hangUp.Dispose();
}
