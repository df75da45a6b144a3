using IdentityGrains.Connectors;

namespace IdentityGrains.Grains.Delivery.Pace;

/// <summary>How many requests may go to one platform now, over all partitions. Pure but for what it remembers; not thread-safe.</summary>
/// <param name="rate">The platform's limit; null when it states none.</param>
internal sealed class PlatformPace(RateLimit? rate)
{
    /// <summary>For how long a lease is good at most: what was not used by then is lost.</summary>
    public static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Of a limit's time, the part for which a lease is good: so much later than granted a request may begin, and the limit holds for when it does.
    /// </summary>
    public const int LeaseParts = 10;

    /// <summary>When to ask again if less was granted than wanted: the time in which a bucket fills.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// For how long the whole platform is left alone when it refuses our credential or is gone; then one request looks whether somebody brought another, and so
    /// on. Nobody who renewed a credential waits longer for what was held back.
    /// </summary>
    public static readonly TimeSpan HoldFor = Breaker.Longest;

    /// <summary>For how long a platform is left alone that is gone; until somebody says that it is back it is left alone again before that is over.</summary>
    public static readonly TimeSpan GoneFor = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _leaseFor = rate is { } limit && limit.Per / LeaseParts < LeaseFor ? limit.Per / LeaseParts : LeaseFor;
    private readonly TokenBucket? _bucket = rate is null ? null : new TokenBucket(rate);
    private readonly Breaker _breaker = new();
    private DateTimeOffset _heldUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _throttledUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _urgentAt = DateTimeOffset.MinValue;

    /// <summary>True while the platform refuses us, as far as is known.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Leaves the whole platform alone for <see cref="GoneFor"/>.</summary>
    public void Hold(DateTimeOffset now) => _heldUntil = Later(_heldUntil, now + GoneFor);

    /// <summary>Grants requests.</summary>
    /// <param name="urgent">How many withdrawals want to go.</param>
    /// <param name="other">How many others.</param>
    /// <param name="now">Now.</param>
    public PaceLease Lease(int urgent, int other, DateTimeOffset now)
    {
        if (now < _heldUntil)
        {
            return new PaceLease(0, 0, Atleast(_heldUntil - now));
        }

        var most = _breaker.Permits(now);
        if (most == 0)
        {
            return new PaceLease(0, 0, Atleast(_breaker.Until - now));
        }

        var forUrgent = now < _throttledUntil ? Trickle(urgent, now) : Take(Math.Min(urgent, most), urgent: true, now);
        var forOthers = now < _throttledUntil ? 0 : Take(Math.Min(other, most - forUrgent), urgent: false, now);
        return new PaceLease(forUrgent, forOthers, (forUrgent < urgent || forOthers < other) && AskAgain < _leaseFor ? AskAgain : _leaseFor);
    }

    /// <summary>Takes to heart what requests came back with.</summary>
    public void Hear(PaceNews news, DateTimeOffset now)
    {
        if (news.Held)
        {
            IsHeld = true;
            _breaker.Refused(now);
        }

        if (news.Throttled is { } wait)
        {
            _throttledUntil = Later(_throttledUntil, now + wait);
        }

        if (news.Rate is { } reading)
        {
            _bucket?.Hear(reading, now);
            _throttledUntil = reading.Remaining == 0 ? Later(_throttledUntil, now + reading.Within) : _throttledUntil;
        }

        if (news.Worked > 0)
        {
            IsHeld = false;
            _breaker.Worked();
        }
        else if (news.Failed > 0)
        {
            _breaker.Failed(news.Failed, now);
        }
    }

    // A platform that turns everybody away for a day is asked for withdrawals all the same, once in a lease's time.
    private int Trickle(int urgent, DateTimeOffset now)
    {
        if (urgent == 0 || now < _urgentAt)
        {
            return 0;
        }

        _urgentAt = now + LeaseFor;
        return 1;
    }

    private int Take(int wanted, bool urgent, DateTimeOffset now) => _bucket?.Take(wanted, urgent, now) ?? wanted;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Atleast(TimeSpan wait) => wait < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : wait < LeaseFor ? wait : LeaseFor;
}

/// <summary>Leave to make requests.</summary>
/// <param name="Urgent">How many for withdrawals.</param>
/// <param name="Others">How many for everything else.</param>
/// <param name="For">How long it is good, counted from when it was asked for; if nothing is granted, when to ask again.</param>
[GenerateSerializer, Immutable, Alias("pace-lease")]
internal sealed record PaceLease([property: Id(0)] int Urgent, [property: Id(1)] int Others, [property: Id(2)] TimeSpan For);

/// <summary>What requests came back with.</summary>
/// <param name="Worked">Requests that a platform which works answered, whatever it said.</param>
/// <param name="Failed">Requests without an answer, or with an error of the platform's own.</param>
/// <param name="Held">True when the platform refuses us as such.</param>
/// <param name="Throttled">How long it asks us to wait, all of us; null when it does not.</param>
/// <param name="Reading">What it said of its limit; null when nothing.</param>
/// <param name="Gone">True when it says that it is gone.</param>
[GenerateSerializer, Immutable, Alias("pace-news")]
internal sealed record PaceNews(
    [property: Id(0)] int Worked, [property: Id(1)] int Failed, [property: Id(2)] bool Held, [property: Id(3)] TimeSpan? Throttled,
    [property: Id(4)] PaceReading? Reading, [property: Id(5)] bool Gone = false)
{
    /// <summary>As connectors say it.</summary>
    public RateReading? Rate => Reading is { } r ? new RateReading(r.Remaining, r.Within) : null;
}

/// <summary>What a platform said of its limit, as it crosses the wire.</summary>
[GenerateSerializer, Immutable, Alias("pace-reading")]
internal sealed record PaceReading([property: Id(0)] long Remaining, [property: Id(1)] TimeSpan Within);
