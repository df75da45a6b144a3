using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>F1: a silo dies without a word and comes back a little later.</summary>
internal sealed class SiloCrash : Fault
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);
    private const int LongestAbsence = 5_000;

    public override string Number => "F1";

    public override async Task<Bite> Strike(Scene scene)
    {
        var (silo, door) = scene.AnySilo();
        var (id, unanswered, begin) = (silo.Id, scene.Unanswered(door), Recorder.Now);
        await silo.Kill();
        await scene.Last(TimeSpan.FromMilliseconds(scene.Random.Next(LongestAbsence)));
        await silo.Start();
        var cut = scene.Unanswered(door) - unanswered;
        var gone = id is { } process && Processes.State(process) is null;
        return new Bite(
            gone && cut > 0 ? $"silo {door}: process {id} is gone, {cut} calls at its door broke off" : null,
            new Outage(Number, begin, begin, Bound) { Door = door });
    }
}

/// <summary>F3: all silos die at once.</summary>
internal sealed class EverySiloCrash : Fault
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public override string Number => "F3";

    public override async Task<Bite> Strike(Scene scene)
    {
        var (unanswered, begin) = (scene.Unanswered(), Recorder.Now);
        await Task.WhenAll(scene.Product.Silos.Select(s => s.Kill()));
        await Task.WhenAll(scene.Product.Silos.Select(s => s.Start()));
        var cut = scene.Unanswered() - unanswered;
        return new Bite(cut > 0 ? $"no silo was left, {cut} calls broke off" : null, new Outage(Number, begin, begin, Bound));
    }
}

/// <summary>F8: a silo stops in the middle of everything, is declared dead perhaps, and goes on as if nothing had been.</summary>
/// <param name="seconds">For how long; null draws it.</param>
internal sealed class SiloFreeze(int? seconds = null) : Fault
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    // A shorter one than a caller waits for would leave nothing to be seen.
    private static readonly int[] Seconds = [8, 12, 15];

    public override string Number => "F8";

    public override async Task<Bite> Strike(Scene scene)
    {
        var (silo, door) = scene.AnySilo();
        var duration = TimeSpan.FromSeconds(seconds ?? Seconds[scene.Random.Next(Seconds.Length)]);
        var (unanswered, begin) = (scene.Unanswered(door), Recorder.Now);
        await silo.Signal("STOP");
        await scene.Last(duration);
        var stopped = silo.Id is { } process && Processes.State(process) == 'T';
        await silo.Signal("CONT");

        // One that was declared dead meanwhile ends by itself, as it must, and is begun again.
        await silo.Ready();
        var late = scene.Unanswered(door) - unanswered;
        return new Bite(
            stopped && late > 0 ? $"silo {door} stood still for {duration.TotalSeconds:0} s, {late} calls at its door had no answer" : null,
            new Outage(Number, begin, begin, Bound));
    }
}

/// <summary>
/// F24: every host is asked to stop, waited for and started again, one after the other. A front-end that uses the client package meanwhile has no call that
/// fails in the end.
/// </summary>
internal sealed class RollingRestart : Fault
{
    private const string Name = "R50";
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);

    public override string Number => "F24";

    public override async Task<Bite> Strike(Scene scene)
    {
        if (!scene.Product.Layout.Postgres)
        {
            // Of one process there is nothing left while it restarts.
            return await Roll(scene);
        }

        await using var client = await ThroughTheClient.Connect(scene.Product, scene.Recorder, scene.Over);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(scene.Over);
        var calling = client.Run(over.Token);
        await scene.Last(Before);
        var bite = await Roll(scene);
        await over.CancelAsync();
        await calling;
        return bite with
        {
            Facts = [$"{Name}: rolling restart: {client.Calls} calls by the client package, {client.Failures.Count} failed"],
            Violations = [.. client.Failures.Select(f => new Violation(Name, "the client package", $"a call failed during a rolling restart: {f}"))],
        };
    }

    private static async Task<Bite> Roll(Scene scene)
    {
        var lives = 0;
        foreach (var host in scene.Product.Hosts)
        {
            var life = host.Life;
            await host.Stop();
            await host.Start();
            lives += host.Life - life;
        }

        return new Bite(lives == scene.Product.Hosts.Count ? $"{lives} hosts ended by themselves and began again" : null);
    }
}
