using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>Three silos, a gateway alone and PostgreSQL under the open loop, while everything that can go wrong does.</summary>
public sealed class When_a_cluster_is_tortured
{
    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order()
    {
        var verdict = await TortureRun.Play(new RunOptions(ProductLayout.Cluster, new Mix { Rate = 100, Customers = 300 }, Seed: 20260715, "cluster")
        {
            Faults = (random, policy) => Plan.Draw(
                random, (2, () => new SiloCrash()), (1, () => new SiloFreeze()), (1, () => new EverySiloCrash()), (1, () => new ServerCrash()),
                (1, () => new ServerAway(TimeSpan.FromSeconds(10))), (2, () => new BackendsEnded()), (1, () => new CommitInDoubt()), (1, () => new LockHog()),
                (1, () => new ConnectionsScarce()), (1, () => new RollingRestart()), (2, () => policy)),
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }
}
