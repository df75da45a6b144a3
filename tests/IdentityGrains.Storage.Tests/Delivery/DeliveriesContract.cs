using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Delivery;

public abstract class DeliveriesContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly PlatformName Shop = new("commerce");

    private IDeliveries Deliveries => Store.Deliveries;

    [Fact]
    public async Task A_run_leaves_one_dirty_row_with_the_more_urgent_lane()
    {
        await Store.Journal.Commit([Ana.Run(1, Lane.Correction)], Now);
        await Store.Journal.Commit([Ana.Run(3)], Now);

        var dirty = Assert.Single(await Deliveries.Dirty(Group, 10, Now));

        Assert.Equal(new DirtyCustomer(Ana.Customer, 4, Lane.Correction, Author.Start, dirty.Mark), dirty);
    }

    [Fact]
    public async Task A_run_that_changes_no_projection_leaves_no_dirty_row()
    {
        await Store.Journal.Commit([Ana.Run(1, dirty: null)], Now);

        Assert.Empty(await Deliveries.Dirty(Group, 10, Now));
    }

    [Fact]
    public async Task A_row_is_read_back_as_it_was_planned()
    {
        var row = Row(3) with { Reason = "not_installed", State = DeliveryState.Withheld, DeliveryId = "", Digest = ReadOnlyMemory<byte>.Empty };
        await Plan(Row(2) with { Platform = new PlatformName("crm") }, row);

        var rows = await Deliveries.Of(Ana.Customer, Now);

        Assert.Equal(["commerce", "crm"], rows.Select(r => r.Platform.Value));
        Assert.Equal(row, rows[0] with { Digest = row.Digest });
        Assert.True(rows[0].Digest.IsEmpty);
    }

    [Fact]
    public async Task Open_deliveries_come_by_lane_and_then_by_due_time_and_none_before_it_is_due()
    {
        var others = Enumerable.Range(0, 6).Select(_ => CustomerId.New()).ToArray();
        DeliveryRow Due(int who, Lane lane, int seconds, DeliveryState state) =>
            Row(1) with { Customer = others[who], Lane = lane, DueAt = Author.Start.AddSeconds(seconds), State = state };
        await Plan(
            Due(0, Lane.Ordinary, 1, DeliveryState.Planned), Due(1, Lane.Withdrawal, 5, DeliveryState.RetryWait), Due(2, Lane.Ordinary, 0, DeliveryState.Sent),
            Due(3, Lane.Withdrawal, 2, DeliveryState.Indeterminate), Due(4, Lane.Withdrawal, 99, DeliveryState.Planned),
            Due(5, Lane.Withdrawal, 0, DeliveryState.Applied));

        var open = await Deliveries.Open(Shop, 0, Slots.Count, Author.Start.AddSeconds(10), 10, Now);

        Assert.Equal([others[3], others[1], others[2], others[0]], open.Select(r => r.Customer));
        Assert.Equal(3, (await Deliveries.Open(Shop, 0, Slots.Count, Author.Start.AddSeconds(10), 3, Now)).Count);
        Assert.Empty(await Deliveries.Open(Shop, (others[3].Slot + 1) % Slots.Count, 0, Author.Start.AddSeconds(10), 3, Now));
        Assert.Contains(await Deliveries.Open(Shop, others[3].Slot, 1, Author.Start.AddSeconds(10), 9, Now), r => r.Customer == others[3]);
    }

    [Fact]
    public async Task A_step_takes_place_only_from_the_row_and_the_number_that_it_found()
    {
        var row = Row(1);
        await Plan(row);
        var started = DisclosureLog.Append(Ana.Customer, Shop, null, Started());
        var sent = row with { State = DeliveryState.Sent, Attempts = 1 };

        Assert.Equal([true], await Deliveries.Record([new DeliveryStep(row, sent, started)], Now));
        Assert.Equal([false, false, false], await Deliveries.Record(
            [
                new DeliveryStep(row, sent, started),
                new DeliveryStep(sent with { DeliveryId = "dlv_other" }, sent, null),
                new DeliveryStep(sent, row, started),
            ], Now));

        var head = await Deliveries.Holding(Ana.Customer, Shop, Now);
        Assert.Equal(1, head!.Number);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await Deliveries.Of(Ana.Customer, Now)).State);
        Assert.Equal((Ana.Customer, Shop), await Deliveries.FindDelivery("dlv_1", Now));
        Assert.Null(await Deliveries.FindDelivery("dlv_2", Now));

        var answered = DisclosureLog.Append(
            Ana.Customer, Shop, head, new DisclosureEvent.AttemptAnswered(Author.Start, "dlv_1", 1, ["acknowledged"], AckLevel.Applied));
        Assert.Equal([true], await Deliveries.Record([new DeliveryStep(sent, sent with { State = DeliveryState.Applied }, answered)], Now));
        var log = (await Deliveries.Log(Ana.Customer, Shop, 1, 10, Now)).Select(DisclosureLog.Read).ToArray();
        Assert.Equal(started.Hash.ToArray(), log[1].PreviousHash.ToArray());
        Assert.IsType<DisclosureEvent.AttemptAnswered>(log[1].Event);
    }

    [Fact]
    public async Task What_another_policy_permitted_does_not_leave_any_more()
    {
        var row = Row(1);
        await Plan(row);
        var sent = row with { State = DeliveryState.Sent, Attempts = 1 };
        var started = DisclosureLog.Append(Ana.Customer, Shop, null, Started());
        var epoch = (await Store.Policies.Activate("one", new string('a', 64), Author.Start, Now)).Epoch;
        await Store.Policies.Activate("two", new string('b', 64), Author.Start, Now);

        Assert.Equal([false], await Deliveries.Record([new DeliveryStep(row, sent, started, epoch)], Now));
        Assert.Null(await Deliveries.Holding(Ana.Customer, Shop, Now));
        Assert.Equal([true], await Deliveries.Record([new DeliveryStep(row, sent, started, epoch + 1)], Now));
    }

    [Fact]
    public async Task The_backlog_counts_rows_by_platform_and_state()
    {
        await Plan(Row(1), Row(1) with { Customer = CustomerId.New(), PlannedAt = Author.Start.AddHours(-1) });

        Assert.Equal([new Backlog(Shop, DeliveryState.Planned, 2, Author.Start.AddHours(-1))], await Deliveries.Backlog(Now));
    }

    private static DisclosureEvent.AttemptStarted Started() => new(
        Author.Start, "dlv_1", 1, "shop@1", "Shop Ltd",
        [new DisclosedField(new FieldName("given_name"), "name.given", new PurposeName("service"), 1, new byte[32])]);

    private Task<IReadOnlyList<bool>> Plan(params IEnumerable<DeliveryRow> rows) =>
        Deliveries.Settle([.. rows.GroupBy(r => r.Customer).Select(c => new PlannedCustomer(c.Key, 0, [], [.. c]))], Now);

    private DeliveryRow Row(long version) => new(
        Ana.Customer, Shop, version, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Planned, Author.Start, Author.Start, 0, null);
}
