using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Delivery;

/// <summary>Planner and connector move the same rows at the same time; neither may undo what it did not see.</summary>
public abstract class SettlingContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly PlatformName Shop = new("commerce");

    private IDeliveries Deliveries => Store.Deliveries;

    [Fact]
    public async Task Settling_clears_the_dirty_row_unless_something_came_after()
    {
        await Store.Journal.Commit([Ana.Run()], Now);
        var first = await Dirty();
        await Store.Journal.Commit([Ana.Run()], Now);

        Assert.Equal([true], await Settle(first!.Mark, [], Row(1)));
        var second = await Dirty();
        Assert.Equal(2, second!.Version);

        Assert.Equal([true], await Settle(second.Mark, [Row(1)], Row(2)));
        Assert.Null(await Dirty());
        Assert.Equal(2, (await Planned()).PlannedVersion);
    }

    [Fact]
    public async Task What_time_marked_again_while_it_was_planned_stays_dirty()
    {
        await Store.Journal.Commit([Ana.Run(1, Lane.Withdrawal)], Now);
        var planned = await Dirty();

        // A consent ran out: no new version, no more urgent lane, no longer wait.
        await Deliveries.MarkDirty(Ana.Customer, planned!.Version, planned.Lane, planned.Since, Now);
        await Settle(planned.Mark, [], Row(1));

        Assert.NotNull(await Dirty());
    }

    [Fact]
    public async Task A_plan_that_does_not_know_of_an_attempt_is_made_again()
    {
        await Store.Journal.Commit([Ana.Run()], Now);
        await Settle(0, [], Row(1));
        await Store.Journal.Commit([Ana.Run(1, Lane.Withdrawal)], Now);
        var dirty = await Dirty();
        var seen = await Planned();

        // The plan saw that the platform was told nothing, so it takes nothing back. Meanwhile the attempt begins.
        var started = DisclosureLog.Append(Ana.Customer, Shop, null, Started());
        Assert.Equal([true], await Deliveries.Record([new DeliveryStep(seen, seen with { State = DeliveryState.Sent }, started)], Now));

        Assert.Equal([false], await Settle(dirty!.Mark, [seen], Row(2) with { State = DeliveryState.Withheld }));
        Assert.NotNull(await Dirty());
        Assert.Equal(DeliveryState.Sent, (await Planned()).State);
    }

    [Fact]
    public async Task An_attempt_does_not_begin_from_a_row_that_was_planned_anew()
    {
        var row = Row(1) with { DeliveryId = "" };
        await Settle(0, [], row);
        var anew = row with { PlannedVersion = 2, Digest = Enumerable.Repeat((byte)7, 32).ToArray() };
        await Settle(0, [row], anew);

        var started = DisclosureLog.Append(Ana.Customer, Shop, null, Started());
        Assert.Equal([false], await Deliveries.Record([new DeliveryStep(row, row with { State = DeliveryState.Sent }, started)], Now));

        Assert.True((await Planned()).IsStill(anew));
    }

    private static DisclosureEvent.AttemptStarted Started() => new(Author.Start, "dlv_1", 1, "shop@1", "Shop Ltd", []);

    private async Task<DirtyCustomer?> Dirty() => (await Deliveries.Dirty(Slots.GroupOf(Ana.Customer.Slot), 10, Now)).SingleOrDefault();

    private async Task<DeliveryRow> Planned() => Assert.Single(await Deliveries.Of(Ana.Customer, Now));

    private Task<IReadOnlyList<bool>> Settle(long mark, IReadOnlyList<DeliveryRow> seen, params IReadOnlyList<DeliveryRow> rows) =>
        Deliveries.Settle([new PlannedCustomer(Ana.Customer, mark, seen, rows)], Now);

    private DeliveryRow Row(long version) => new(
        Ana.Customer, Shop, version, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Planned, Author.Start, Author.Start, 0, null);
}
