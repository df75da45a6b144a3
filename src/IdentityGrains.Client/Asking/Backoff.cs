namespace IdentityGrains.Client.Asking;

/// <summary>How long to wait before the next try: doubling up to a cap, and spread, so that those who failed together do not come back together.</summary>
internal sealed class Backoff(Random chance, TimeSpan first, TimeSpan longest)
{
    private const int Doublings = 16;

    private readonly Lock _gate = new();

    /// <summary>Between half and the whole of the doubled wait.</summary>
    /// <param name="tries">Tries so far, from 1.</param>
    public TimeSpan After(int tries)
    {
        var whole = Math.Min(first.Ticks << Math.Min(tries - 1, Doublings), longest.Ticks);
        lock (_gate)
        {
            return TimeSpan.FromTicks(whole / 2 + (long)(whole / 2 * chance.NextDouble()));
        }
    }
}
