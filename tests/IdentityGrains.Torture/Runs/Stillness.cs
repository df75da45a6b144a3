using System.Diagnostics;
using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Runs;

/// <summary>
/// Notes when the harness itself stood still, as on a machine that does much else: what its platforms then say came late may have been there all the while.
/// </summary>
internal sealed class Stillness
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(75);

    private readonly List<Standstill> _stood = [];

    /// <summary>When it did.</summary>
    public IReadOnlyList<Standstill> Stood => _stood;

    /// <summary>Looks until it is over.</summary>
    public async Task Run(CancellationToken over)
    {
        using var timer = new PeriodicTimer(Tick);
        var (before, at) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                var now = TimeProvider.System.GetUtcNow();
                if (Stopwatch.GetElapsedTime(before) > Tick + Late)
                {
                    _stood.Add(new Standstill(at, now));
                }

                (before, at) = (Stopwatch.GetTimestamp(), now);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
