using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>
/// F17 in a run of its own: the database's disk is a small one in memory, where nothing is slow, and so no place for the other faults.
/// </summary>
public sealed class When_the_databases_disk_is_full
{
    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_doubled_or_out_of_order()
    {
        Assert.SkipWhen(SmallDisk.Lacking() is not null, SmallDisk.Lacking() ?? "");
        var layout = ProductLayout.Cluster with { Silos = 2, Gateways = 0, DiskInMegabytes = 256 };
        var verdict = await TortureRun.Play(new RunOptions(layout, new Mix { Rate = 60, Customers = 60 }, Seed: 20260715, "disk-full")
        {
            Faults = (_, _) => new Plan([new DiskFull()]),
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }
}
