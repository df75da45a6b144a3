namespace IdentityGrains.Grains.Delivery.Pace;

/// <summary>Counts how often a platform said that it is gone. Once may be a mistake made there; again and again is an answer. Not thread-safe.</summary>
internal sealed class GoneCount
{
    /// <summary>How often it has to say so.</summary>
    public const int Most = 3;

    /// <summary>Within which time.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromHours(1);

    /// <summary>What several requests hear that were under way together was said once.</summary>
    public static readonly TimeSpan Apart = PlatformPace.HoldFor / 2;

    private readonly Queue<DateTimeOffset> _said = new(Most);
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>It says so now; true when it has said so too often.</summary>
    public bool Says(DateTimeOffset now)
    {
        if (now - _last < Apart)
        {
            return false;
        }

        _last = now;
        if (_said.Count == Most)
        {
            _said.Dequeue();
        }

        _said.Enqueue(now);
        return _said.Count == Most && now - _said.Peek() <= Within;
    }
}
