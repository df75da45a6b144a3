using IdentityGrains.Connectors;

namespace IdentityGrains.Grains.Delivery.Pace;

/// <summary>
/// How many requests a platform still takes. Never more begin within the limit's time than the limit, though what is taken may begin a part of that time later;
/// and a share of it is kept for what is urgent. Not thread-safe.
/// </summary>
internal sealed class TokenBucket(RateLimit limit)
{
    /// <summary>The share that only urgent requests may take.</summary>
    public const double Reserved = 0.2;

    // What was in it and what flows in while the limit's time lasts, and while the last of it may still wait to begin, must not be more than the limit.
    private readonly double _perTick =
        Math.Max(limit.Requests - Full(limit), 0.5) / (limit.Per.Ticks * (1 + (1.0 / PlatformPace.LeaseParts)));

    private double _tokens;
    private DateTimeOffset? _filled;

    // Begins empty: whoever served the platform before may just have spent what there was.
    /// <summary>Takes as many tokens as there are, at most so many.</summary>
    public int Take(int wanted, bool urgent, DateTimeOffset now)
    {
        Fill(now);
        var there = _tokens - (urgent ? 0 : Math.Floor(Capacity * Reserved));
        var taken = (int)Math.Clamp(Math.Floor(there), 0, wanted);
        _tokens -= taken;
        return taken;
    }

    /// <summary>The platform says that it takes so many more: what was thought to be left is at most that.</summary>
    public void Hear(RateReading reading, DateTimeOffset now)
    {
        Fill(now);
        _tokens = Math.Min(_tokens, reading.Remaining);
    }

    // A tenth of the limit at once: the whole of it, and then the limit again while it fills, would be twice the limit within its time.
    private double Capacity => Full(limit);

    private static double Full(RateLimit limit) => Math.Max(1, limit.Requests * 0.1);

    private void Fill(DateTimeOffset now)
    {
        if (_filled is { } before && now > before)
        {
            _tokens = Math.Min(Capacity, _tokens + ((now - before).Ticks * _perTick));
        }

        _filled = _filled is { } last && last > now ? last : now;
    }
}
