using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Measuring;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>What this process and PostgreSQL spent.</summary>
internal static class Spent
{
    private const double QuietShare = 0.05;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Processor seconds so far.</summary>
    public static double By(Setup setup) => Environment.CpuUsage.TotalTime.TotalSeconds + ProcessCpu.OfTree(setup.PostgresProcess);

    /// <summary>Waits until what was put off is done.</summary>
    public static async Task Quiet(Setup setup)
    {
        using var timer = new PeriodicTimer(Look);
        var last = By(setup);
        while (await timer.WaitForNextTickAsync())
        {
            var now = By(setup);
            if (now - last < QuietShare * Look.TotalSeconds)
            {
                return;
            }

            last = now;
        }
    }
}
