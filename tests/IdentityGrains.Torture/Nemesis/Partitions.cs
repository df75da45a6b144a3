using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F10 and F11: a silo and its peers do not hear each other, or the silo alone hears nothing; the store stays in reach of all, and callers too. A write that
/// the store refused because the customer had moved on shows that two silos held one customer.
/// </summary>
internal sealed class Partition(bool oneWay) : Fault
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    public override string Number => oneWay ? "F11" : "F10";

    public override string? Lacks(ProductLayout layout) =>
        layout.Silos < 2 ? "one silo has no peers" : layout.Networks ? Hosts.Networks.Lacking() : "the hosts have no networks of their own";

    public override async Task<Bite> Strike(Scene scene)
    {
        var networks = scene.Product.Networks!;
        var (alone, door) = scene.AnySilo();
        var begin = Recorder.Now;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(scene.Over);
        var fenced = FencedWrites.Count(scene.Product.Silos.ToArray(), over.Token);
        foreach (var peer in Enumerable.Range(0, scene.Product.Layout.Silos).Where(p => p != door))
        {
            await networks.Deafen(door, towards: peer);
            if (!oneWay)
            {
                await networks.Deafen(peer, towards: door);
            }
        }

        await scene.Last(Duration);
        var lost = await networks.Heal();

        // A silo that was voted out ends when it learns of it, and is begun again.
        await alone.Ready();
        await over.CancelAsync();
        var refused = await fenced;
        var seen = lost > 0 && (!oneWay || refused > 0);
        return new Bite(
            seen ? $"silo {door} was cut off for {Duration.TotalSeconds:0} s, {lost} packets were lost, {refused} writes were fenced" : null,
            new Outage(Number, begin, begin, Bound));
    }
}
