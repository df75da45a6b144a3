using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>
/// Three silos, a gateway alone and PostgreSQL under the open loop, while everything that can go wrong does. <c>IG_SEED</c> makes it another run,
/// <c>IG_SOAK_MINUTES</c> a long one; see docs/torture.md.
/// </summary>
public sealed class When_a_cluster_is_tortured
{
    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order()
    {
        var minutes = Setting("IG_SOAK_MINUTES", 0);
        var times = Math.Max(1, minutes * 60 / 300);
        var verdict = await TortureRun.Play(new RunOptions(
            ProductLayout.Cluster with { Networks = Networks.Lacking() is null },
            new Mix { Rate = Setting("IG_RATE", 100), Customers = Setting("IG_CUSTOMERS", 400) },
            Setting("IG_SEED", 20260715), minutes > 0 ? "soak" : "cluster")
        {
            Acknowledged = Setting("IG_ACKNOWLEDGED", 0),
            Longest = TimeSpan.FromMinutes(minutes > 0 ? minutes : Setting("IG_MINUTES", 5)),
            Faults = (random, policy) => Plan.Draw(random, FaultList.Of(times, policy)),
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
