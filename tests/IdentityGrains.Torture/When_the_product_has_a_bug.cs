using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Mutants;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Platforms;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>A harness that never turns red proves nothing. Each seeded bug runs under its fault, and a checker must see it.</summary>
public sealed class When_the_product_has_a_bug
{
    // Whether a bug shows is chance where processes interleave; what is seeded is not.
    private const int MostRuns = 3;

    // Longer than the others need to vote it out, and to move its customers on.
    private const int Zombie = 18;

    // So that whoever asks the zombie while it stands still hears its answer.
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(12);

    /// <summary>All of them, or those that <c>IG_MUTANTS</c> names, for example <c>12,36</c>.</summary>
    public static TheoryData<int> Wanted { get; } =
    [
        .. Environment.GetEnvironmentVariable("IG_MUTANTS")?.Split(',').Select(m => int.Parse(m, CultureInfo.InvariantCulture))
            ?? Mutant.All.Select(m => m.Number),
    ];

    // Within what clocks may differ where a token is looked at: the entries' dates shall show it, and not that nobody is let in.
    private static readonly TimeSpan Off = TimeSpan.FromSeconds(20);

    // Explicit: so many clusters in a row take longer than all other tests. docs/torture.md says how to run them.
    [Theory(Explicit = true)]
    [MemberData(nameof(Wanted))]
    public async Task A_checker_sees_it(int number)
    {
        var mutant = Mutant.All.Single(m => m.Number == number);
        var layout = LayoutFor(number) with { Mutant = mutant };
        Assert.SkipWhen(!mutant.OfDeliveries && FaultsFor(number).Any(f => f.Lacks(layout) is not null), "This machine cannot make the fault that shows it.");
        for (var run = 1; ; run++)
        {
            var verdict = mutant.OfDeliveries
                ? await DeliveryRun.Play(Deliveries(number, run, $"mutant-{number}", mutant))
                : await TortureRun.Play(new RunOptions(layout, MixFor(number), Seed: number * 100 + run, $"mutant-{number}")
                {
                    Calm = TimeSpan.FromSeconds(1),
                    Faults = (_, policy) => new Plan(number is 13 or 14 ? [.. Enumerable.Repeat(policy, 10)] : FaultsFor(number)),
                });
            TestContext.Current.TestOutputHelper!.WriteLine($"{mutant.What}: {verdict}");
            if (verdict.Violations.Count > 0)
            {
                return;
            }

            Assert.True(run < MostRuns, $"Mutant {number} {mutant.What}, and nobody saw it in {MostRuns} runs. {verdict}");
        }
    }

    /// <summary>What is seen in the product with the bug is not seen in the product without it.</summary>
    [Theory(Explicit = true)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(36)]
    public async Task Nobody_sees_it_where_it_is_not(int number)
    {
        var verdict = await TortureRun.Play(new RunOptions(LayoutFor(number), MixFor(number), Seed: number * 100, $"no-mutant-{number}")
        {
            Calm = TimeSpan.FromSeconds(1), Faults = (_, policy) => new Plan(number == 14 ? [.. Enumerable.Repeat(policy, 10)] : FaultsFor(number)),
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }

    /// <summary>The same of deliveries: in the runs in which checkers see those bugs, they see nothing without them.</summary>
    [Fact(Explicit = true)]
    public async Task Nobody_sees_a_bug_of_deliveries_where_there_is_none()
    {
        var verdict = await DeliveryRun.Play(Deliveries(number: 0, run: 0, "no-mutant-of-deliveries", mutant: null));
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }

    // Few customers, of whom much is told and taken back.
    private static DeliveryOptions Deliveries(int number, int run, string name, Mutant? mutant) => new(
        ProductLayout.Cluster with { Silos = 2, Gateways = 0, Relayed = false, Tortured = PlatformSpec.All, Mutant = mutant },
        new Mix { Rate = 40, Customers = 24, Numbered = 24, ForPlatforms = true, Skew = 0.2, Updates = 0.5, Consents = 0.45, Repeated = 0 },
        Seed: number * 100 + run, name)
    {
        Withdrawals = 60, Longest = TimeSpan.FromSeconds(75), Convergence = TimeSpan.FromSeconds(number == 21 ? 30 : 180),
        Rounds = scene => RoundsFor(number, scene),
    };

    private static IEnumerable<Fault[]> RoundsFor(int number, DeliveryScene scene) => number switch
    {
        20 => [[.. scene.Platforms.All.Select(p => new PlatformThrottles(p))]],
        22 => [[new AckAttacker(scene.Platforms.All.OfType<HookPlatform>().Single())]],
        24 => [[.. scene.Platforms.All.Select(p => new PlatformBreaksOff(p))]],
        10 or 18 or 21 => [[.. scene.Platforms.All.Select(p => new PlatformErrors(p))], [.. scene.Platforms.All.Select(p => new PlatformErrors(p))]],
        0 => [
            [.. scene.Platforms.All.Select(p => new PlatformErrors(p))], [.. scene.Platforms.All.Select(p => new PlatformBreaksOff(p))],
            [.. scene.Platforms.All.Select(p => new PlatformThrottles(p))], [new AckAttacker(scene.Platforms.All.OfType<HookPlatform>().Single())],
        ],
        _ => [],
    };

    private static ProductLayout LayoutFor(int number) =>
        ProductLayout.Cluster with { Networks = Networks.Lacking() is null, Gateways = number == 36 ? 1 : 0, Platform = number == 14 };

    // A bug of reading shows where much is read of few customers; one of telling where everybody has a number.
    private static Mix MixFor(int number) => number switch
    {
        36 => new Mix { Rate = 150, Customers = 24, Skew = 0.6, Updates = 0.35, Consents = 0.05, Repeated = 0, Deadline = Patient },
        2 => new Mix { Rate = 100, Customers = 24, Skew = 0.6, Repeated = 0, Deadline = Patient },
        14 => new Mix { Rate = 60, Customers = 60, Numbered = 60, Repeated = 0 },
        _ => new Mix { Rate = 80, Customers = 40, Repeated = 0.4 },
    };

    private static Fault[] FaultsFor(int number) => number switch
    {
        1 => [new SiloCrash(), new SiloCrash()],
        3 or 4 => [new SiloCrash(), new SiloFreeze(Zombie)],
        5 => [new BackendsEnded(), new ServerCrash(), new BackendsEnded()],
        12 => [new ClockSkew(Off, -2 * Off)],
        13 or 14 => [],
        _ => [new Partition(oneWay: true, blind: true)],
    };
}
