namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>C-6: in no stretch of a platform's time did more requests come than it takes, whoever sent them.</summary>
internal static class Rates
{
    /// <summary>The most that came within the time, and when; what is beyond the limit is a violation.</summary>
    public static (int Most, IReadOnlyList<Violation> Violations) Check(string platform, IEnumerable<DateTimeOffset> arrived, int limit, TimeSpan per)
    {
        DateTimeOffset[] at = [.. arrived.Order()];
        var (most, when) = (0, DateTimeOffset.MinValue);
        for (int first = 0, last = 0; last < at.Length; last++)
        {
            while (at[last] - at[first] >= per)
            {
                first++;
            }

            if (last - first + 1 > most)
            {
                (most, when) = (last - first + 1, at[first]);
            }
        }

        return (most, most <= limit
            ? []
            : [new Violation(CopyOrder.Name, platform, $"{most} requests came within {per.TotalSeconds:0} s from {when:HH:mm:ss.fff}; it takes {limit}")]);
    }
}
