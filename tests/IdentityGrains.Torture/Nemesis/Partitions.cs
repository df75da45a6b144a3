using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F10 and F11: a silo and its peers do not hear each other, or the silo alone hears nothing; the store stays in reach of all, and callers too. That the
/// others voted the silo out, or a write that the store refused because the customer had moved on, shows that two silos could hold one customer.
/// </summary>
/// <param name="oneWay">True when only the one silo does not hear.</param>
/// <param name="blind">
/// True keeps from it the cluster's table as well, so that it does not learn that it was voted out: for all this time two silos hold its customers.
/// </param>
internal sealed class Partition(bool oneWay, bool blind = false) : Fault
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private TimeSpan Duration => TimeSpan.FromSeconds(blind ? 25 : 15);

    public override string Number => oneWay ? "F11" : "F10";

    public override string? Lacks(ProductLayout layout) =>
        blind && !layout.Relayed ? "no silo has a way of its own to the cluster's table"
        : layout.Silos < 2 ? "one silo has no peers"
        : layout.Networks ? Hosts.Networks.Lacking()
        : "the hosts have no networks of their own";

    public override async Task<Bite> Strike(Scene scene)
    {
        var networks = scene.Product.Networks!;
        var road = blind ? scene.Product.Road : null;
        var (alone, door) = road is null ? scene.AnySilo() : (scene.Product.Hosts[road.Host], road.Host);
        var (begin, life) = (Recorder.Now, alone.Life);
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

        road?.Blind = true;
        await scene.Last(Duration);
        var lost = await networks.Heal();
        road?.Blind = false;

        // A silo that was voted out ends when it learns of it, and is begun again. One that was blind learns it only now.
        await Eventually.Holds("The silo that was blind ends", Patience, () => Task.FromResult(!blind || alone.Life > life));
        await alone.Ready();
        await over.CancelAsync();
        var refused = await fenced;
        var votedOut = alone.Life > life;
        var seen = lost > 0 && (!oneWay || refused > 0 || votedOut);
        return new Bite(
            seen
                ? $"silo {door} {(blind ? "was blind and " : "")}was cut off for {Duration.TotalSeconds:0} s{(votedOut ? " and was voted out" : "")}, "
                    + $"{lost} packets were lost, {refused} writes were fenced"
                : null,
            new Outage(Number, begin, begin, Bound) { Door = votedOut ? door : null });
    }
}
