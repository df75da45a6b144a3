using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Mutants;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>A harness that never turns red proves nothing. Each seeded bug runs under its fault, and a checker must see it.</summary>
public sealed class When_the_product_has_a_bug
{
    // Explicit: seven clusters in a row take longer than all other tests. docs/torture.md says how to run them.
    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(36)]
    public async Task A_checker_sees_it(int number)
    {
        var mutant = Mutant.All.Single(m => m.Number == number);
        Fault[] faults = number switch
        {
            1 or 3 => [new SiloCrash(), new SiloCrash()],
            5 => [new BackendsEnded(), new ServerCrash(), new BackendsEnded()],
            13 => [],
            _ => [new Partition(oneWay: true), new Partition(oneWay: true)],
        };
        var layout = ProductLayout.Cluster with { Networks = Networks.Lacking() is null, Mutant = mutant };
        Assert.SkipWhen(faults.Any(f => f.Lacks(layout) is not null), "This machine cannot make the fault that shows it.");
        var verdict = await TortureRun.Play(new RunOptions(
            layout, new Mix { Rate = 80, Customers = 40, Repeated = 0.4 }, Seed: number, $"mutant-{number}")
        {
            Faults = (_, policy) => new Plan(number == 13 ? [.. Enumerable.Repeat(policy, 8)] : faults),
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"{mutant.What}: {verdict}");
        Assert.True(verdict.Violations.Count > 0, $"Mutant {number} {mutant.What}, and nobody saw it. {verdict}");
    }
}
