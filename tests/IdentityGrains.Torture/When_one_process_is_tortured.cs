using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>The embedded store under the open loop: kills, freezes and policies.</summary>
public sealed class When_one_process_is_tortured
{
    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order()
    {
        var verdict = await TortureRun.Play(new RunOptions(ProductLayout.Embedded, new Mix { Rate = 200, Customers = 300 }, Seed: 20260715, "embedded")
        {
            Faults = (random, policy) => Plan.Draw(
                random, (2, () => new SiloCrash()), (1, () => new SiloFreeze()), (1, () => new RollingRestart()), (2, () => policy)),
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }
}
