namespace IdentityGrains.Grains.Delivery.Pace;

/// <summary>
/// Leaves a platform alone that does not answer: after so many failures in a row it opens, for longer each time, and then lets one request through to look.
/// Not thread-safe.
/// </summary>
internal sealed class Breaker
{
    /// <summary>Failed requests in a row that open it.</summary>
    public const int Failures = 20;

    /// <summary>For how long it opens first.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>For how long it opens at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private const int OpeningsToLongest = 6;

    private int _failed;
    private int _opened;
    private DateTimeOffset _until;
    private bool _looking;

    /// <summary>True while nothing at all, or only the one that looks, may go.</summary>
    public bool IsOpen => _opened > 0;

    /// <summary>How many requests may go now.</summary>
    public int Permits(DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return int.MaxValue;
        }

        // Who looks may never come back: after a while another looks.
        if (now < _until)
        {
            return 0;
        }

        (_looking, _until) = (true, now + OpenFor);
        return 1;
    }

    /// <summary>When somebody may look.</summary>
    public DateTimeOffset Until => _until;

    /// <summary>Requests were answered as a platform that works answers.</summary>
    public void Worked() => (_failed, _opened, _looking) = (0, 0, false);

    /// <summary>Requests were not answered, or with an error of the platform's own.</summary>
    public void Failed(int requests, DateTimeOffset now)
    {
        _failed += requests;
        if (_failed >= Failures && (!IsOpen || _looking))
        {
            (_opened, _looking) = (_opened + 1, false);
            _until = now + OpenFor;
        }
    }

    /// <summary>The platform refuses us as such: it opens at once, and for as long as it ever does.</summary>
    public void Refused(DateTimeOffset now)
    {
        (_failed, _opened, _looking) = (Failures, Math.Max(_opened, OpeningsToLongest), false);
        _until = now + OpenFor;
    }

    private TimeSpan OpenFor => TimeSpan.FromTicks(Math.Min(Shortest.Ticks << Math.Min(_opened - 1, 10), Longest.Ticks));
}
