using IdentityGrains.Simulators.Faults;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Platforms;
using Wrong = IdentityGrains.Simulators.Faults.Fault;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>F34, alone: one platform takes every request and answers none, turn by turn with all being well, and nothing else goes wrong meanwhile.</summary>
internal sealed class OneIsSick(TorturedPlatform platform) : Fault
{
    private const int Turns = 3;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4);

    public override string Number => "F34";

    public override async Task<Bite> Strike(Scene scene)
    {
        var (since, turns) = (platform.Seen.Count, new List<(Stretch, Stretch)>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var well = await Last(scene);
            platform.Inject(new Wrong(FaultKind.BlackHole));
            turns.Add((well, await Last(scene)));
            platform.Heal();

            // Whoever is held there still gives up within this.
            await scene.Last(PlatformsUnderTorture.Timeout);
        }

        var held = platform.Struck(FaultKind.BlackHole, since);
        return new Bite(held > 0 ? $"{platform.Name} held {held} requests and answered none" : null) { Sickness = new Sickness(platform.Name, turns) };
    }

    private static async Task<Stretch> Last(Scene scene)
    {
        var from = TimeProvider.System.GetUtcNow();
        await scene.Last(Long);
        return new Stretch(from, TimeProvider.System.GetUtcNow());
    }
}
