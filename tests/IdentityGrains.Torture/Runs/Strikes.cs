using System.Diagnostics;
using IdentityGrains.Torture.Nemesis;
using Npgsql;

namespace IdentityGrains.Torture.Runs;

/// <summary>Does faults and writes down what became of them.</summary>
/// <param name="scene">Where.</param>
/// <param name="clock">Since the run began.</param>
/// <param name="schedule">The file that is written as it happens.</param>
/// <param name="calm">How long to wait before each.</param>
internal sealed class Strikes(Scene scene, Stopwatch clock, string schedule, TimeSpan calm)
{
    private const int MostTries = 3;

    private readonly List<Happened> _happened = [];
    private readonly List<string> _skipped = [];
    private readonly Lock _turn = new();

    /// <summary>What happened.</summary>
    public IReadOnlyList<Happened> Happened => _happened;

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Notes that a fault is left out.</summary>
    public void Skip(Fault fault, string why) => _skipped.Add($"{fault.Number}: {why}");

    /// <summary>Does faults at the same time, each with dice of its own.</summary>
    public async Task Strike(params IEnumerable<Fault> faults)
    {
        await scene.Last(calm);
        var done = faults.Select(f => (Fault: f, Scene: scene with { Random = new Random(scene.Random.Next()) })).ToArray();
        await Task.WhenAll(done.Select(d => Strike(d.Fault, d.Scene)));
    }

    private async Task Strike(Fault fault, Scene at)
    {
        var begin = clock.Elapsed;
        scene.Recorder.Struck(fault.Number, TortureRun.Begins);
        var bite = await StruckBy(fault, at, begin);
        for (var tries = 1; bite.Witness is null && bite.MayStrikeAgain && tries < MostTries; tries++)
        {
            bite = bite.Then(await StruckBy(fault, at, begin));
        }

        scene.Recorder.Struck(fault.Number, bite.Witness ?? "no witness");
        lock (_turn)
        {
            _happened.Add(new Happened(fault.Number, clock.Elapsed - begin, bite));
            File.AppendAllLines(
                schedule, [$"{begin.TotalSeconds:0.0} s .. {clock.Elapsed.TotalSeconds:0.0} s {fault.Number}: {bite.Witness ?? "NO WITNESS"}; {scene.Pulse}"]);
        }
    }

    // A fault that could not be done costs the run its green, and not what all the others proved. It strikes again where only the harness's own hand
    // slipped; what a host did wrong meanwhile is never made good by another try.
    private static async Task<Bite> StruckBy(Fault fault, Scene scene, TimeSpan begin)
    {
        try
        {
            return await fault.Strike(scene);
        }
        catch (Exception why) when (!scene.Over.IsCancellationRequested)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{fault.Number} at {begin}: {why}");
            return new Bite(null) { MayStrikeAgain = why is NpgsqlException or HttpRequestException or TimeoutException };
        }
    }
}
