using System.Diagnostics;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Measuring;

namespace IdentityGrains.Benchmarks.Report;

/// <summary>A contender in the arena: who calls, who is called, and the database that it writes to.</summary>
/// <param name="Caller">The process that is told to call.</param>
/// <param name="Called">The process that does the work; the caller itself, where it calls inside.</param>
/// <param name="Database">Where it is written.</param>
/// <param name="Candidates">The numbers of callers among which its best is looked for.</param>
internal sealed record Entrant(ContenderProcess Caller, ContenderProcess Called, string Database, IReadOnlyList<int> Candidates)
{
    private const double QuietShare = 0.10;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string Name => Caller.Name;

    /// <summary>One block, and what everybody spent on it until nothing was left to do.</summary>
    public async Task<Sample> Measure(Arena arena, int callers, double seconds)
    {
        var before = await Cost.Now(this, arena);
        var watch = Stopwatch.StartNew();
        var block = await Caller.Run(callers, seconds);
        var elapsed = watch.Elapsed.TotalSeconds;
        var during = await Cost.Now(this, arena);
        await BecomeQuiet(arena);
        var after = await Cost.Now(this, arena);
        var others = during.All - before.All - (during.Ours - before.Ours);
        return new Sample(block, after.Minus(before), watch.Elapsed.TotalSeconds - elapsed, others / (elapsed * Environment.ProcessorCount));
    }

    // What one puts off would be paid by whoever is measured next. An autovacuum that takes longer is everybody's.
    private async Task BecomeQuiet(Arena arena)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Look);
        var last = Busy();
        while (await timer.WaitForNextTickAsync() && watch.Elapsed < Patience)
        {
            var now = Busy();
            if (now - last < QuietShare * Look.TotalSeconds)
            {
                return;
            }

            last = now;
        }

        double Busy() => ProcessCpu.Of([Called.Id]) + ProcessCpu.Of(arena.Server.Processes());
    }
}

/// <summary>What was spent so far, in seconds of processors and in bytes.</summary>
internal sealed record Cost(double Caller, double Called, double Postgres, double All, double Wal, double Stored)
{
    public double Ours => Caller + Called + Postgres;

    public static async Task<Cost> Now(Entrant entrant, Arena arena) => new(
        entrant.Caller == entrant.Called ? 0 : ProcessCpu.Of([entrant.Caller.Id]), ProcessCpu.Of([entrant.Called.Id]),
        ProcessCpu.Of(arena.Server.Processes()), ProcessCpu.OfAll(), await arena.Wal(), await arena.Size(entrant.Database));

    public Cost Minus(Cost before) => new(
        Caller - before.Caller, Called - before.Called, Postgres - before.Postgres, All - before.All, Wal - before.Wal, Stored - before.Stored);
}

/// <summary>A block and its price.</summary>
internal sealed record Sample(Block Block, Cost Cost, double After, double Others);
