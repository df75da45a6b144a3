using System.Globalization;

namespace IdentityGrains.Benchmarks.Measuring;

/// <summary>What processors did, from /proc.</summary>
internal static class ProcessCpu
{
    // The kernel's USER_HZ, which is the same on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private const int UserField = 11;
    private const int Idle = 3;
    private const int WaitingForDisk = 4;

    /// <summary>Processor seconds of processes, and of the children that the first of them buried.</summary>
    public static double Of(IReadOnlyList<int> processes) => processes.Select((p, i) => Of(p, withBuried: i == 0)).Sum();

    /// <summary>Processor seconds of a process and its children, also of those that ended.</summary>
    public static double OfTree(int process) => Of([
        process,
        .. File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => int.Parse(p, CultureInfo.InvariantCulture)),
    ]);

    /// <summary>Processor seconds of everybody on this machine.</summary>
    public static double OfAll()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[Idle] - ticks[WaitingForDisk]) / TicksPerSecond;
    }

    private static double Of(int process, bool withBuried)
    {
        try
        {
            // What stands before the last parenthesis is the program's name, which may hold anything.
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields.Skip(UserField).Take(withBuried ? 4 : 2).Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            // It ended; if it was a child of the first, its time is counted there.
            return 0;
        }
    }
}
