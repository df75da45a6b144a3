namespace IdentityGrains.Simulators.Acks;

/// <summary>How often callbacks went which way.</summary>
internal sealed class AckCounts
{
    private long _sent;
    private long _retried;
    private long _failed;
    private long _lost;

    /// <summary>Answered 2xx.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Attempts that were not, and were tried again.</summary>
    public long Retried => Interlocked.Read(ref _retried);

    /// <summary>Given up.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Never tried: by a fault, for want of room, or because the address is not permitted.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountRetried() => Interlocked.Increment(ref _retried);

    public void CountFailed() => Interlocked.Increment(ref _failed);

    public void CountLost() => Interlocked.Increment(ref _lost);
}
