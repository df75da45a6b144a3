using CsCheck;
using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests.Asking;

/// <summary>What holds whatever comes upon the calls.</summary>
public sealed class RetryProperties
{
    private static readonly Gen<Fate[]> Fates = Gen.Int[0, Fate.Retried.Length - 1].Select(i => Fate.Retried[i]).Array[0, 30];

    [Fact]
    public Task An_act_takes_effect_at_most_once_and_no_answer_claims_another() => Gen.Select(Fates, Gen.Int).SampleAsync(async (fates, seed) =>
    {
        var caller = await Caller.Ready(seed);
        var customer = await caller.Ends(caller.Identity.BeginOne("C-1"));
        Array.ForEach(fates, caller.Door.Fates.Enqueue);
        var met = caller.Door.Shown.Count;

        var reply = await caller.Ends(caller.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), TestContext.Current.CancellationToken));

        var (effect, tries) = (caller.Door.VersionOf(customer) == 2, caller.Door.Shown.Count - met);
        Assert.InRange(caller.Door.VersionOf(customer), 1, 2);
        switch (reply)
        {
            case Reply.Done done:
                Assert.True(effect && done.Receipt.Version == 2);
                Assert.Equal(tries, fates.Length + 1);
                break;
            case Reply.Unknown unknown:
                Assert.True(unknown.MayHaveTakenEffect || !effect);
                Assert.Equal(fates.Take(tries).Any(f => f.LeavesDoubt), unknown.MayHaveTakenEffect);
                break;
            default:
                Assert.Fail($"Nothing refuses this: {reply}");
                break;
        }
    }, iter: 300, threads: 1);

    [Fact]
    public void A_wait_lies_between_half_and_the_whole_of_the_doubled_one() => Gen.Select(Gen.Int, Gen.Int[1, 100]).Sample((seed, tries) =>
    {
        var (first, longest) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));
        var whole = Math.Min(50 * Math.Pow(2, tries - 1), 2000);
        var wait = new Backoff(new Random(seed), first, longest).After(tries).TotalMilliseconds;
        Assert.InRange(wait, whole / 2, whole);
    });
}
