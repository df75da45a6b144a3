using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>
/// Three silos, a gateway alone and PostgreSQL under the open loop, while everything that can go wrong does. <c>IG_SEED</c> makes it another run,
/// <c>IG_SOAK_MINUTES</c> a long one; see docs/torture.md.
/// </summary>
[Collection(ProductLayout.Clusters)]
public sealed class When_a_cluster_is_tortured
{
    private const int Seed = 20260715;

    // Of load; to start, to stop and to look at everything takes about another one.
    private const int Minutes = 7;

    // At least: a soak that had seen them all before its time is over would end.
    private const int MinutesOfAllFaults = 5;

    private const int Acknowledged = 60_000;
    private const int Rate = 240;

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order()
    {
        var soak = Setting("IG_SOAK_MINUTES");
        var times = Math.Max(1, (soak ?? 0) / MinutesOfAllFaults);
        var verdict = await Play(soak is null ? "cluster" : "soak", soak ?? Minutes, Acknowledged, (random, policy) => soak is null
            ? Plan.Draw(random, FaultList.Demanded(times)).Then(Plan.Draw(random, FaultList.Further(times, policy)))
            : Plan.Draw(random, [.. FaultList.Demanded(times), .. FaultList.Further(times, policy), .. FaultList.OfMachines(times)]));
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
        if (soak is null && Environment.GetEnvironmentVariable("IG_FAULTS") is null)
        {
            Assert.True(verdict.Struck("F1") + ProductLayout.Cluster.Silos * verdict.Struck("F3") >= FaultList.SiloKills, verdict.ToString());
            Assert.True(verdict.Struck("F4") >= FaultList.ServerKills, verdict.ToString());
            Assert.True(verdict.Struck("F8") >= FaultList.Freezes, verdict.ToString());
            Assert.True(Networks.Lacking() is not null || verdict.Struck("F11") >= FaultList.OneWayPartitions, verdict.ToString());
        }
    }

    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_doubled_or_out_of_order_where_machines_go_wrong()
    {
        var verdict = await Play("machines", Minutes, acknowledged: 0, (random, _) => Plan.Draw(random, FaultList.OfMachines(1)));
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }

    private static async Task<Verdict> Play(string name, int minutes, int acknowledged, Func<Random, PolicyChange, Plan> faults)
    {
        var verdict = await TortureRun.Play(new RunOptions(
            ProductLayout.Cluster with { Networks = Networks.Lacking() is null, Platform = true },
            new Mix { Rate = Setting("IG_RATE") ?? Rate, Customers = Setting("IG_CUSTOMERS") ?? 400, Numbered = 40 }, Setting("IG_SEED") ?? Seed, name)
        {
            Calm = TimeSpan.FromSeconds(1), Acknowledged = Setting("IG_ACKNOWLEDGED") ?? acknowledged,
            Longest = TimeSpan.FromMinutes(Setting("IG_MINUTES") ?? minutes), Faults = faults,
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        return verdict;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : null;
}
