namespace IdentityGrains.Simulators.Protocols;

/// <summary>Counts requests in fixed windows, as most vendors do. A limit of zero has no end.</summary>
internal sealed class RateWindow(int limit, TimeSpan per)
{
    private DateTimeOffset _began;
    private int _taken;

    /// <summary>Counts one request.</summary>
    public Standing Take(DateTimeOffset now)
    {
        if (now >= _began + per)
        {
            (_began, _taken) = (now, 0);
        }

        _taken++;
        var resets = (int)Math.Ceiling((_began + per - now).TotalSeconds);
        return new Standing(limit, limit > 0 ? Math.Max(0, limit - _taken) : int.MaxValue, Math.Max(1, resets), limit > 0 && _taken > limit);
    }

    /// <summary>How the window stands after a request.</summary>
    internal sealed record Standing(int Limit, int Remaining, int Resets, bool Beyond);
}
