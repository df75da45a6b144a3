namespace IdentityGrains.Cli.Sample;

/// <summary>Chance that is the same on every machine and every runtime, which a committed file needs: xorshift64*, and nothing to be kept secret.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = Spread(seed);

    /// <summary>A number from 0 up to, not including, the limit.</summary>
    public int Below(int limit)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)(unchecked(_state * 0x2545F4914F6CDD1DUL) >> 33) % limit;
    }

    /// <summary>True in so many of a hundred throws.</summary>
    public bool Percent(int chance) => Below(100) < chance;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A span between two numbers of hours, to the second.</summary>
    public TimeSpan Hours(int least, int most) => TimeSpan.FromSeconds(least * 3600L + Below((most - least) * 3600));

    /// <summary>A span between two numbers of days, to the second.</summary>
    public TimeSpan Days(int least, int most) => Hours(least * 24, most * 24);

    // Seeds that are neighbours would begin alike.
    private static ulong Spread(ulong seed)
    {
        unchecked
        {
            seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9UL;
            seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBUL;
            return seed ^ (seed >> 31);
        }
    }
}
