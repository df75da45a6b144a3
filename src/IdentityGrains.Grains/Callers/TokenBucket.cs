namespace IdentityGrains.Grains.Callers;

/// <summary>
/// Gives so many permits per second in the long run, and so many at once after a pause. It keeps one number: until when permits are given away.
/// </summary>
internal sealed class TokenBucket(int perSecond, int atOnce, TimeProvider time)
{
    private readonly double _each = (double)time.TimestampFrequency / perSecond;
    private readonly Lock _giving = new();
    private double _givenUntil = time.GetTimestamp();

    /// <summary>True while there is a permit.</summary>
    public bool HasOne
    {
        get
        {
            lock (_giving)
            {
                return Next() <= Latest;
            }
        }
    }

    private double Latest => time.GetTimestamp() + _each * atOnce;

    /// <summary>Takes a permit; false when there is none.</summary>
    public bool Take()
    {
        lock (_giving)
        {
            var next = Next();
            if (next > Latest)
            {
                return false;
            }

            _givenUntil = next;
            return true;
        }
    }

    private double Next() => Math.Max(_givenUntil, time.GetTimestamp()) + _each;
}
