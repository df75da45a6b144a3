using System.Diagnostics;
using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;

namespace IdentityGrains.Torture.Runs;

/// <summary>What a run is told.</summary>
internal sealed record RunOptions(ProductLayout Layout, Mix Mix, int Seed, string Name)
{
    /// <summary>Calm before the first fault and between two. Default: 2 seconds.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Load goes on at least until so many acts were acknowledged. Default: 0.</summary>
    public int Acknowledged { get; init; }

    /// <summary>Whatever is still to come, the load ends after this. Default: 10 minutes.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Which faults, once the doors are known.</summary>
    public required Func<Random, PolicyChange, Plan> Faults { get; init; }
}

/// <summary>One run from the first start to the verdict.</summary>
internal static class TortureRun
{
    /// <summary>How the log says that a fault begins.</summary>
    public const string Begins = "begins";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    public static async Task<Verdict> Play(RunOptions options)
    {
        var artifacts = Artifacts.Folder(options.Name, options.Seed);
        var log = Path.Combine(artifacts, "history.bin");
        var random = new Random(options.Seed);
        var shelf = new PolicyShelf(await File.ReadAllTextAsync(ProductUnderTest.PolicyFile));
        await using var product = await ProductUnderTest.Start(options.Layout, random, artifacts);
        var credentials = new Credentials(product.Issuer, shelf.First);
        var doors = product.Hosts.Select((h, i) => new Door(i, h.Url, credentials, options.Mix)).ToArray();
        var sampler = new Sampler(product.Hosts);
        var clock = Stopwatch.StartNew();
        Pulse pulse;
        Strikes strikes;
        await using (var recorder = new Recorder(log))
        {
            var ct = TestContext.Current.CancellationToken;
            var script = new Script(options.Mix, options.Seed, TimeProvider.System.GetUtcNow().AddDays(-1));
            var load = new OpenLoop(script, options.Mix, doors, credentials, recorder, ct);
            pulse = load.Pulse;
            await load.Populate();
            await product.Store.TellTime(recorder);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var playing = load.Run(options.Mix.Rate, over.Token);
            var sampling = sampler.Run(over.Token);
            var scene = new Scene(product, load.Pulse, recorder, random, ct);
            var plan = options.Faults(random, new PolicyChange(shelf, doors, credentials));
            strikes = new Strikes(scene, clock, Path.Combine(artifacts, "schedule.txt"), options.Calm);
            await Strike(plan, strikes, options, clock, load, playing, ct);
            await Eventually.Holds("Enough was acknowledged", options.Longest, () => Task.FromResult(
                playing.IsCompleted || load.Pulse.Acknowledged >= options.Acknowledged || clock.Elapsed > options.Longest));
            await Settled(load, playing, ct);
            await product.Store.TellTime(recorder);
            await over.CancelAsync();
            await playing;
            await sampling;
        }

        foreach (var door in doors)
        {
            door.Dispose();
        }

        await product.Stop();
        var verdict = await Examination.Of(options, History.Read(log), product, shelf, sampler.Samples, strikes.Happened, strikes.Skipped, artifacts);
        var restarts = product.Hosts.Sum(h => h.Restarts);
        verdict = verdict with
        {
            Facts =
            [
                $"{clock.Elapsed.TotalSeconds:0} s in all, {options.Mix.Rate} calls begun each second", pulse.ToString(),
                $"{restarts} hosts ended by themselves and were begun again", .. verdict.Facts,
            ],
        };
        await File.WriteAllTextAsync(Path.Combine(artifacts, "verdict.txt"), verdict.ToString());
        return verdict;
    }

    private static async Task Strike(Plan plan, Strikes strikes, RunOptions options, Stopwatch clock, OpenLoop load, Task playing, CancellationToken ct)
    {
        foreach (var (place, fault) in plan.Faults.Index())
        {
            if (fault.Lacks(options.Layout) is { } lack)
            {
                strikes.Skip(fault, lack);
                continue;
            }

            if ((clock.Elapsed > options.Longest && place >= plan.Demanded) || playing.IsCompleted)
            {
                strikes.Skip(fault, "no time was left");
                continue;
            }

            await strikes.Strike(fault);

            // The next fault must not be taken for this one's aftermath.
            await Settled(load, playing, ct);
        }
    }

    // Customers who never come back are told by the time to recovery, and not by giving up here.
    internal static async Task Settled(OpenLoop load, Task playing, CancellationToken ct)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var waited = Stopwatch.StartNew(); load.Troubled > 0 && !playing.IsCompleted && waited.Elapsed < Settling;)
        {
            await again.WaitForNextTickAsync(ct);
        }
    }
}
