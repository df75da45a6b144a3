using IdentityGrains.Torture.Platforms;
using IdentityGrains.Torture.Runs;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// What strikes at the same time: something else at each platform, and something at silos, database or stream. Who meets whom is drawn from the seed;
/// every fault comes in every draw. <c>IG_FAULTS</c> names the only ones that are wanted.
/// </summary>
internal static class PlatformRounds
{
    /// <summary>The rounds of a run.</summary>
    /// <param name="scene">Among whom.</param>
    /// <param name="times">How often over.</param>
    public static IEnumerable<Fault[]> Draw(DeliveryScene scene, int times)
    {
        var named = Environment.GetEnvironmentVariable("IG_FAULTS")?.Split(',');
        return Enumerable.Range(0, times).SelectMany(_ => Once(scene))
            .Select(round => round.Where(f => named is null || named.Contains(f.Number)).ToArray()).Where(round => round.Length > 0);
    }

    /// <summary>One round more, of platforms alone.</summary>
    public static IEnumerable<Fault> Further(DeliveryScene scene)
    {
        var all = scene.Platforms.All.ToArray();
        scene.Random.Shuffle(all);
        return all.Select((p, i) => i switch { 0 => (Fault)new PlatformThrottles(p), 1 => new PlatformBreaksOff(p), _ => new PlatformErrors(p) });
    }

    private static Fault[][] Once(DeliveryScene scene)
    {
        var (random, all) = (scene.Random, scene.Platforms.All.ToArray());
        var hook = scene.Platforms.All.OfType<HookPlatform>().First();
        VendorPlatform[] vendors = [.. scene.Platforms.Readable], batches = [.. vendors.Where(v => v.Spec.Dialect.RefusesOne is not null)];
        random.Shuffle(all);
        random.Shuffle(vendors);
        random.Shuffle(batches);
        Fault[][] rounds =
        [
            [
                new PlatformErrors(all[0]), new PlatformThrottles(all[1]), new PlatformBreaksOff(all[2]), .. all[3..].Select(p => new PlatformErrors(p)),
                new SiloCrash(),
            ],
            [
                new AckAttacker(hook), new PlatformAnswersInPart(batches[0]), .. Others(scene, [hook, batches[0]]).Select(p => new PlatformBreaksOff(p)),
                new StreamLoss(), new FrozenConnector(),
            ],
            [new CredentialRotates(vendors[0], scene.Steward), .. Others(scene, [vendors[0]]).Select(p => new PlatformErrors(p)), new FrozenConnector()],
            [
                new PlatformSwallows(vendors[1]), .. vendors[1] == batches[1] ? (Fault[])[] : [new PlatformAnswersInPart(batches[1])],
                new PoisonRows(scene.Load, scene.Script, scene.Mix), new FrozenConnector(),
            ],
            [.. vendors.Select(v => new PlatformForgets(v, PathOf(v))), new PlatformThrottles(hook), new ServerCrash()],
            [new PlatformBreaksOff(all[0]), new PlatformErrors(all[1]), new PlatformThrottles(all[2]), new SiloCrash()], [new OneIsSick(all[3])],
        ];

        random.Shuffle(rounds);
        return rounds;
    }

    private static IEnumerable<TorturedPlatform> Others(DeliveryScene scene, TorturedPlatform[] than) => scene.Platforms.All.Except(than);

    // A text that most customers have there.
    private static string PathOf(TorturedPlatform platform) => platform.Spec.Dialect switch
    {
        SalesforceDialect => "LastName",
        HubSpotDialect => "lastname",
        BrazeDialect => "loyalty_tier",
        _ => "language",
    };
}
