using System.Diagnostics;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Platforms;

namespace IdentityGrains.Torture.Runs;

/// <summary>One run about deliveries: load and faults, then peace, then everything must be as it should be.</summary>
internal sealed class DeliveryRun
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // What sweeps find, and exceptions that follow from it.
    private static readonly TimeSpan Sweeps = TimeSpan.FromSeconds(6);

    private readonly DeliveryOptions _options;
    private readonly ProductUnderTest _product;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<string> _facts = [];

    private DeliveryRun(DeliveryOptions options, ProductUnderTest product) => (_options, _product) = (options, product);

    /// <summary>Plays it from the first start to the verdict.</summary>
    public static async Task<Verdict> Play(DeliveryOptions options)
    {
        var artifacts = Artifacts.Folder(options.Name, options.Seed);
        var random = new Random(options.Seed);
        var policy = PolicyForPlatforms.Of(await File.ReadAllTextAsync(ProductUnderTest.PolicyFile));
        await using var product = await ProductUnderTest.Start(options.Layout with { Policy = policy }, random, artifacts);
        var verdict = await new DeliveryRun(options, product).Play(random, new PolicyShelf(policy), artifacts);
        await File.WriteAllTextAsync(Path.Combine(artifacts, "verdict.txt"), verdict.ToString());
        return verdict;
    }

    private async Task<Verdict> Play(Random random, PolicyShelf shelf, string artifacts)
    {
        var ct = TestContext.Current.CancellationToken;
        var (log, credentials, platforms) = (Path.Combine(artifacts, "history.bin"), new Credentials(_product.Issuer, shelf.First), _product.Tortured!);
        var doors = _product.Hosts.Select((h, i) => new Door(i, h.Url, credentials, _options.Mix)).ToArray();
        var (sampler, steward, stillness) = (new Sampler(_product.Hosts), new Steward(doors, credentials, ct), new Stillness());
        Strikes strikes;
        Peace peace;
        await using (var recorder = new Recorder(log))
        {
            var script = new Script(_options.Mix, _options.Seed, TimeProvider.System.GetUtcNow().AddDays(-1));
            var load = new OpenLoop(script, _options.Mix, doors, credentials, recorder, ct);
            var scene = new Scene(_product, load.Pulse, recorder, random, ct);
            strikes = new Strikes(scene, _clock, Path.Combine(artifacts, "schedule.txt"), TimeSpan.FromMilliseconds(500));
            await load.Populate();
            await _product.Store.TellTime(recorder);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var (playing, sampling, looking) = (load.Run(_options.Mix.Rate, over.Token), sampler.Run(over.Token), stillness.Run(over.Token));
            await War(strikes, new DeliveryScene(platforms, random, steward, load, script, _options.Mix), playing, ct);
            _facts.Add(load.Pulse.ToString());
            await over.CancelAsync();
            await playing;
            await sampling;
            await looking;
            peace = await MakePeace(platforms, steward, ct);
            if (_options.LastWord)
            {
                await strikes.Strike(new AskedToWaitAnHour(platforms["cdp"], load, script, "language"));
            }

            await _product.Store.TellTime(recorder);
        }

        Array.ForEach(doors, d => d.Dispose());
        await _product.Stop();
        var restarts = _product.Hosts.Sum(h => h.Restarts);
        _facts.Insert(0, $"{_clock.Elapsed.TotalSeconds:0} s in all, {restarts} hosts ended by themselves and were begun again");
        return await DeliveryExamination.Of(
            _options, _product, History.Read(log), shelf, peace, strikes, sampler.Samples, stillness.Stood, _facts, artifacts, ct);
    }

    private async Task War(Strikes strikes, DeliveryScene scene, Task playing, CancellationToken ct)
    {
        foreach (var round in _options.Rounds(scene))
        {
            if (_clock.Elapsed > _options.Longest || playing.IsCompleted)
            {
                Array.ForEach(round, f => strikes.Skip(f, "no time was left"));
                continue;
            }

            await strikes.Strike(round.Where(f => f.Lacks(_options.Layout) is null));
            scene.Platforms.Heal();
        }

        while ((scene.Platforms.Attempts < _options.Attempts || scene.Load.Pulse.Fenced < _options.Withdrawals)
            && _clock.Elapsed < _options.Longest && !playing.IsCompleted)
        {
            await strikes.Strike(_options.Further(scene));
            scene.Platforms.Heal();
        }

        await TortureRun.Settled(scene.Load, playing, ct);
    }

    private async Task<Peace> MakePeace(PlatformsUnderTorture platforms, Steward steward, CancellationToken ct)
    {
        platforms.Heal();
        await Task.WhenAll(_product.Hosts.Select(h => h.Ready()));
        var healed = Stopwatch.StartNew();
        var left = await Converged(healed, ct);
        _facts.Add($"converged in {healed.Elapsed.TotalSeconds:0.0} s after healing; it may take {_options.Convergence.TotalSeconds:0} s");
        if (left.Count == 0)
        {
            foreach (var platform in platforms.All)
            {
                var (drifting, repaired, stopped) = await steward.LookAtAll(platform.Name);
                _facts.Add($"F35: {platform.Name}: {drifting} copies differed, {repaired} were repaired{(stopped is null ? "" : $"; stopped: {stopped}")}");
            }

            left = await Converged(Stopwatch.StartNew(), ct);
        }

        // Who opens exceptions had a sweep's time to see what is left.
        using var sweep = new PeriodicTimer(Sweeps);
        await sweep.WaitForNextTickAsync(ct);
        var exceptions = await steward.Exceptions();
        var shelves = platforms.All.ToDictionary(p => p.Name, p => Enumerable.Range(0, _options.Mix.Customers)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"N-{c}")).ToDictionary(n => n, p.Shelf, StringComparer.Ordinal), StringComparer.Ordinal);
        return new Peace(TimeProvider.System.GetUtcNow(), left, [.. exceptions.Select(e => e.Open)], shelves);
    }

    // Whatever is open has an end: nothing that is planned or waits leaves this list by its age.
    private async Task<IReadOnlyList<string>> Converged(Stopwatch healed, CancellationToken ct)
    {
        using var again = new PeriodicTimer(Look);
        while (true)
        {
            var open = await ((ServerStore)_product.Store).Rows(
                """
                SELECT 'planning' || count(*) FROM ig.dirty JOIN ig.head USING (customer) HAVING count(*) > 0
                UNION ALL SELECT platform || ' in state ' || state || coalesce(', ' || reason, '') || ': ' || count(*)
                FROM ig.delivery JOIN ig.head USING (customer) WHERE state IN (1, 2, 3, 4, 10, 11) GROUP BY platform, state, reason
                """);
            if (open.Count == 0 || healed.Elapsed > _options.Convergence)
            {
                return open;
            }

            await again.WaitForNextTickAsync(ct);
        }
    }
}
