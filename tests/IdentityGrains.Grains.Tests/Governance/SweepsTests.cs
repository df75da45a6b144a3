using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Tests.Governance;

public sealed class SweepsTests
{
    private static readonly SweepCursor Begun = new(0, 2, null, 0, 3, Finished: false);

    [Fact]
    public void A_full_batch_is_followed_by_another_and_a_short_one_is_the_last()
    {
        CustomerId[] batch = [CustomerId.New(), CustomerId.New()];

        Assert.Equal(Begun with { Last = batch[1], Visited = 2 }, Sweeps.After(Begun, batch, fullBatch: 2));
        Assert.Equal(Begun with { Last = batch[1], Visited = 2, Finished = true }, Sweeps.After(Begun, batch, fullBatch: 3));
        Assert.Equal(Begun with { Finished = true }, Sweeps.After(Begun, [], fullBatch: 2));
    }

    [Fact]
    public void Of_an_older_epoch_nothing_counts()
    {
        Assert.True(Sweeps.Begins(null, 1));
        Assert.True(Sweeps.Begins(Begun with { Finished = true }, 3));
        Assert.False(Sweeps.Begins(Begun, 2));
        Assert.False(Sweeps.IsOver(Begun, 2));
        Assert.True(Sweeps.IsOver(Begun with { Finished = true }, 2));
        Assert.False(Sweeps.IsOver(Begun with { Finished = true }, 3));
    }

    [Fact]
    public void A_sweep_is_finished_when_every_group_is()
    {
        var all = Enumerable.Range(0, Slots.Groups).Select(g => Begun with { Group = g, Visited = 3, Finished = true }).ToArray();

        Assert.True(Sweeps.Progress(2, all).Finished);
        Assert.Equal((3L * Slots.Groups, 3L * Slots.Groups), (Sweeps.Progress(2, all).Visited, Sweeps.Progress(2, all).Customers));
        Assert.False(Sweeps.Progress(2, all[1..]).Finished);
        Assert.Equal((0L, false), (Sweeps.Progress(3, all).Visited, Sweeps.Progress(3, all).Finished));
    }
}
