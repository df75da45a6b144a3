using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Platforms;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>
/// Three silos tell five platforms of some hundred customers while platforms, silos and the database go wrong together; then all is well, and everything must
/// be as it should be. <c>IG_SEED</c> makes it another run, <c>IG_SOAK_MINUTES</c> a long one; see docs/torture.md.
/// </summary>
[Collection(ProductLayout.Clusters)]
public sealed class When_platforms_are_tortured
{
    private const int Seed = 20260715;
    private const int Attempts = 20_000;
    private const int Withdrawals = 500;
    private const int Rate = 120;

    // Each time it may have been between looking at its permit and sending.
    private const int Freezes = 3;

    // Of load, on a machine that does much else; where it does not, everything has struck and enough was told within four.
    private const double Minutes = 8;

    // What is promised after all is well again. A soak leaves more behind.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterSoak = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Every_copy_converges_and_nothing_forbidden_leaves()
    {
        var soak = Setting("IG_SOAK_MINUTES");
        var (attempts, named) = (Setting("IG_ATTEMPTS") ?? Attempts, Environment.GetEnvironmentVariable("IG_FAULTS"));
        var verdict = await DeliveryRun.Play(new DeliveryOptions(
            ProductLayout.Cluster with { Gateways = 0, Relayed = false, Tortured = PlatformSpec.All },
            new Mix
            {
                Rate = Setting("IG_RATE") ?? Rate, Customers = Setting("IG_CUSTOMERS") ?? 300, Numbered = Setting("IG_CUSTOMERS") ?? 300, ForPlatforms = true,
                Skew = 0.4, Updates = 0.8, Consents = 0.15, Repeated = 0.02,
            },
            Setting("IG_SEED") ?? Seed, soak is null ? "platforms" : "platforms-soak")
        {
            // A soak goes on for as long as it is told.
            Attempts = soak is null ? attempts : int.MaxValue, Withdrawals = Withdrawals, Longest = TimeSpan.FromMinutes(soak ?? Minutes), LastWord = true,
            Convergence = soak is null ? Promised : AfterSoak, Further = PlatformRounds.Further,
            Rounds = scene => PlatformRounds.Draw(scene, Math.Max(1, (soak ?? 0) / 5)),
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
        Assert.True(verdict.Attempts >= attempts && verdict.Withdrawals >= Withdrawals, verdict.ToString());
        Assert.True(named is not null || verdict.Struck("F9") >= Freezes, verdict.ToString());
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : null;
}
