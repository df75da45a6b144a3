using System.Diagnostics;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers;

/// <summary>A stretch of time in which something was wrong, and by when every customer must be writable again.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Begin">When it struck, in ticks.</param>
/// <param name="Counted">From when the time to recovery counts: the same instant, or when what was away came back.</param>
/// <param name="Bound">How long it may take at the 99th percentile.</param>
internal sealed record Outage(string Fault, long Begin, long Counted, TimeSpan Bound)
{
    /// <summary>
    /// The one door that is away or knows nothing of its cluster; null when it is not about one door. That it turns everybody away says nothing of a
    /// customer, who may be served at every other one. Default: null.
    /// </summary>
    public int? Door { get; init; }
}

/// <summary>How long customers who were turned away in an outage waited for their next success.</summary>
internal sealed record Recovered(Outage Outage, int Customers, int Affected, TimeSpan P99, TimeSpan Longest, int Never)
{
    public bool IsWithinBound => P99 <= Outage.Bound && Never == 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Outage.Fault}: {Affected} of {Customers} customers waited, p99 {P99.TotalSeconds:0.0} s, longest {Longest.TotalSeconds:0.0} s, "
            + $"bound {Outage.Bound.TotalSeconds:0} s, never again {Never}");
}

/// <summary>
/// R50: the time to the first success per customer. Who was never turned away waited for nothing and counts as that; who only came to a door that was away
/// waited from when he came there until he was served at another.
/// </summary>
internal static class Recovery
{
    public static Recovered Of(Outage outage, IReadOnlyCollection<Operation> operations, long horizon)
    {
        var waits = new List<TimeSpan>();
        var (affected, never) = (0, 0);
        var writes = operations.Where(o => o.IsWrite).SelectMany(o => o.Attempts.Select(a => (o.Customer, Attempt: a)))
            .Where(c => c.Attempt.Invoked >= outage.Begin && c.Attempt.Invoked < horizon).GroupBy(c => c.Customer);
        foreach (var customer in writes)
        {
            var firstSuccess = customer.Where(c => c.Attempt.IsDone).Select(c => c.Attempt.Returned).Min();
            var failures = customer.Where(c => !c.Attempt.IsDone && c.Attempt.Ending != Ending.Refused).ToList();
            if (!failures.Any(f => firstSuccess is null || f.Attempt.Invoked < firstSuccess))
            {
                waits.Add(TimeSpan.Zero);
                continue;
            }

            affected++;
            if (firstSuccess is { } success)
            {
                var onlyAway = failures.Where(f => f.Attempt.Invoked < success).All(f => f.Attempt.Host == outage.Door);
                var since = onlyAway ? Math.Max(outage.Counted, failures.Min(f => f.Attempt.Invoked)) : outage.Counted;
                waits.Add(success > since ? Stopwatch.GetElapsedTime(since, success) : TimeSpan.Zero);
            }
            else if (failures.Any(f => f.Attempt.Invoked - outage.Counted > outage.Bound.TotalSeconds * Stopwatch.Frequency))
            {
                // Somebody tried again after the bound and it still did not go: that is a failure. Who did not try again proves nothing.
                never++;
            }
        }

        waits.Sort();
        return new Recovered(outage, waits.Count + never, affected, waits.Count == 0 ? TimeSpan.Zero : waits[Math.Min(waits.Count - 1, waits.Count * 99 / 100)],
            waits.LastOrDefault(), never);
    }
}
