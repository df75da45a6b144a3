using System.Diagnostics;
using IdentityGrains.Benchmarks.Contending;

namespace IdentityGrains.Benchmarks.Measuring;

/// <summary>A closed load: callers that each wait for an answer before they ask again, for a time.</summary>
internal static class Load
{
    private const double Percent50 = 0.50;
    private const double Percent99 = 0.99;

    public static async Task<Block> Run(IContender contender, int callers, TimeSpan time, CancellationToken ct)
    {
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var again = contender.Again;
        var start = Stopwatch.GetTimestamp();
        var until = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var answered = await Task.WhenAll(Enumerable.Range(0, callers).Select(n => Task.Run(() => CallUntil(contender, n, until, ct), ct)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        long[] ticks = [.. answered.SelectMany(a => a)];
        Array.Sort(ticks);
        var count = (long)ticks.Length * contender.PerCall;
        return new Block(callers, count, seconds, At(ticks, Percent50), At(ticks, Percent99), allocated, contender.Again - again);
    }

    /// <summary>The value that so great a part of the sorted ticks does not exceed, in milliseconds.</summary>
    public static double At(long[] sorted, double part) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))] * 1000.0 / Stopwatch.Frequency;

    private static async Task<List<long>> CallUntil(IContender contender, int number, long until, CancellationToken ct)
    {
        var ticks = new List<long>(4096);
        var call = contender.Caller(number);
        for (var began = Stopwatch.GetTimestamp(); began < until;)
        {
            await call(ct);
            var ended = Stopwatch.GetTimestamp();
            ticks.Add(ended - began);
            began = ended;

            // Whoever went on at once, on the thread of its answer, would be first again, and others would wait for as long as the load lasts.
            await Task.Yield();
        }

        return ticks;
    }
}
