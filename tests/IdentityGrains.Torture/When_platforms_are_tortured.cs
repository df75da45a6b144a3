using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;
using IdentityGrains.Torture.Nemesis;
using IdentityGrains.Torture.Platforms;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture;

/// <summary>
/// Three silos tell four platforms of some hundred customers while platforms, silos and the database go wrong together; then all is well, and everything must
/// be as it should be. <c>IG_SEED</c> makes it another run, <c>IG_SOAK_MINUTES</c> a long one; see docs/torture.md.
/// </summary>
[Collection(ProductLayout.Clusters)]
public sealed class When_platforms_are_tortured
{
    private const int Seed = 20260715;
    private const int Attempts = 20_000;
    private const int Withdrawals = 500;
    private const int Rate = 120;

    // Of load, whatever is still to come; to start, to converge and to look at everything takes less than another one.
    private const double Minutes = 3.5;

    // Asked for by name: it found something about one request in twenty thousand that is not explained yet, and no submission may hang on chance.
    [Fact(Explicit = true)]
    public async Task Every_copy_converges_and_nothing_forbidden_leaves()
    {
        var soak = Setting("IG_SOAK_MINUTES");
        var verdict = await DeliveryRun.Play(new DeliveryOptions(
            ProductLayout.Cluster with { Gateways = 0, Relayed = false, Tortured = PlatformSpec.All },
            new Mix
            {
                Rate = Setting("IG_RATE") ?? Rate, Customers = Setting("IG_CUSTOMERS") ?? 300, Numbered = Setting("IG_CUSTOMERS") ?? 300, ForPlatforms = true,
                Skew = 0.4, Updates = 0.8, Consents = 0.15, Repeated = 0.02,
            },
            Setting("IG_SEED") ?? Seed, soak is null ? "platforms" : "platforms-soak")
        {
            Attempts = Setting("IG_ATTEMPTS") ?? Attempts, Withdrawals = Withdrawals, Longest = TimeSpan.FromMinutes(soak ?? Minutes), LastWord = true,
            Further = PlatformRounds.Further,
            Rounds = scene => PlatformRounds.Draw(scene, Math.Max(1, (soak ?? 0) / 5)),
        });
        TestContext.Current.TestOutputHelper!.WriteLine(verdict.ToString());
        Assert.True(verdict.Colour == Colour.Green, verdict.ToString());
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : null;
}
