namespace IdentityGrains.Torture.Checkers;

/// <summary>What a process holds at an instant.</summary>
/// <param name="Process">Which, and which life of it.</param>
/// <param name="Second">Seconds since the run began.</param>
/// <param name="Memory">Resident bytes.</param>
/// <param name="Handles">Open file descriptors, sockets included.</param>
/// <param name="Sockets">Sockets among them.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Usage(string Process, int Second, long Memory, int Handles, int Sockets, int Threads);

/// <summary>
/// C-9: nothing grows without bound. Of each life that is long enough, the end is compared with the beginning after its warm-up. What leaks is held at
/// every moment, so the least within the last minute counts: callers who wait out an outage hold connections too, until their deadlines.
/// </summary>
internal static class Limits
{
    public const string Name = "C-9";
    public const int WarmUp = 20;
    public const int Window = 10;
    public const int LastMinute = 60;
    public const int ShortestLife = WarmUp + Window + LastMinute;
    public const long MemoryGrowth = 384L * 1024 * 1024;
    public const int HandleGrowth = 200;

    public static IReadOnlyList<Violation> Check(IEnumerable<Usage> samples) =>
        [.. samples.GroupBy(s => s.Process).SelectMany(g => Examine(g.Key, [.. g.OrderBy(s => s.Second)]))];

    private static IEnumerable<Violation> Examine(string process, List<Usage> life)
    {
        if (life[^1].Second - life[0].Second < ShortestLife)
        {
            yield break;
        }

        var begin = life.Where(s => s.Second >= life[0].Second + WarmUp).Take(Window).ToList();
        var end = life.Where(s => s.Second > life[^1].Second - LastMinute).ToList();
        if (end.Min(s => s.Memory) is var memory && Median(begin, s => s.Memory) is var first && memory > first + MemoryGrowth)
        {
            yield return new Violation(Name, process, $"memory grew from {first >> 20} to {memory >> 20} MiB");
        }

        foreach (var (what, of) in new (string, Func<Usage, long>)[] { ("handles", s => s.Handles), ("sockets", s => s.Sockets), ("threads", s => s.Threads) })
        {
            if (end.Min(of) > Median(begin, of) + HandleGrowth)
            {
                yield return new Violation(Name, process, $"{what} grew from {Median(begin, of)} to {end.Min(of)}");
            }
        }
    }

    private static long Median(List<Usage> samples, Func<Usage, long> of) => samples.Select(of).Order().ElementAt(samples.Count / 2);
}
