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
    public async Task One_platform_s_row_is_found_by_itself()
    {
        await Plan(Row(2) with { Platform = new PlatformName("crm") }, Row(3));

        var found = await Task.WhenAll(
            Deliveries.Find(Ana.Customer, Shop, Now), Deliveries.Find(Ana.Customer, Shop, Now), Deliveries.Find(Ana.Customer, new PlatformName("crm"), Now),
            Deliveries.Find(Ana.Customer, new PlatformName("cdp"), Now), Deliveries.Find(CustomerId.New(), Shop, Now));

        Assert.Equal([3, 3, 2, null, null], found.Select(r => r?.PlannedVersion));
    }

    [Fact]
    public async Task Open_deliveries_come_by_lane_and_then_by_due_time_and_none_before_it_is_due()
    {
        var others = Enumerable.Range(0, 6).Select(_ => CustomerId.New()).ToArray();
        DeliveryRow Due(int who, Lane lane, int seconds, DeliveryState state) =>
            Row(1) with { Customer = others[who], Lane = lane, DueAt = Author.Start.AddSeconds(seconds), State = state };
        await Plan(
            Due(0, Lane.Ordinary, 1, DeliveryState.Planned), Due(1, Lane.Withdrawal, 5, DeliveryState.RetryWait), Due(2, Lane.Ordinary, 0, DeliveryState.Sent),
            Due(3, Lane.Withdrawal, 2, DeliveryState.AcceptedToConfirm), Due(4, Lane.Withdrawal, 99, DeliveryState.Planned),
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
    public async Task The_entries_of_deliveries_are_found_by_their_ids_and_nobody_elses_with_them()
    {
        var row = Row(1);
        await Plan(row);
        var started = DisclosureLog.Append(Ana.Customer, Shop, null, Started());
        await Deliveries.Record([new DeliveryStep(row, row with { State = DeliveryState.Sent }, started)], Now);
        var head = await Deliveries.Holding(Ana.Customer, Shop, Now);
        var answered = DisclosureLog.Append(
            Ana.Customer, Shop, head, new DisclosureEvent.AttemptAnswered(Author.Start, "dlv_1", 1, ["acknowledged"], AckLevel.Applied));
        await Deliveries.Record([new DeliveryStep(row with { State = DeliveryState.Sent }, row with { State = DeliveryState.Applied }, answered)], Now);

        Assert.Equal([1L, 2L], (await Deliveries.LogOf(["dlv_2", "dlv_1"], 10, Now)).Select(b => DisclosureLog.Read(b).Number));
        Assert.Single(await Deliveries.LogOf(["dlv_1"], 1, Now));
        Assert.Empty(await Deliveries.LogOf(["dlv_2"], 10, Now));
    }

    [Fact]
    public async Task Withdrawals_that_are_not_shown_to_be_over_come_the_oldest_first_page_by_page()
    {
        DeliveryRow Withdrawal(int minutes, DeliveryState state, string? reason = null, Lane lane = Lane.Withdrawal) => Row(1) with
        {
            Customer = CustomerId.New(), Lane = lane, State = state, Reason = reason, PlannedAt = Author.Start.AddMinutes(minutes),
        };
        var (first, second, third) = (
            Withdrawal(1, DeliveryState.Rejected, "http_422"), Withdrawal(2, DeliveryState.AcceptedToConfirm),
            Withdrawal(2, DeliveryState.Applied, "not_shown"));
        await Plan(
            first, second, third, Withdrawal(0, DeliveryState.Confirmed), Withdrawal(0, DeliveryState.Applied),
            Withdrawal(0, DeliveryState.Withheld, "restricted"), Withdrawal(0, DeliveryState.Planned, lane: Lane.Ordinary));

        var page = await Deliveries.Withdrawals(null, null, 2, Now);
        var rest = await Deliveries.Withdrawals(Shop, new WithdrawalPlace(page[1].PlannedAt, page[1].Customer, Shop), 10, Now);

        Assert.Equal(first.Customer, page[0].Customer);
        Assert.Equal(
            new[] { second.Customer, third.Customer }.Order(Comparer<CustomerId>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))),
            page.Concat(rest).Skip(1).Select(r => r.Customer));
        Assert.Empty(await Deliveries.Withdrawals(new PlatformName("crm"), null, 10, Now));
    }

    [Fact]
    public async Task A_step_that_goes_on_has_its_customer_planned_again_in_the_same_commit()
    {
        var row = Row(3);
        await Plan(row);
        var sent = row with { State = DeliveryState.Sent, Attempts = 1 };

        Assert.Equal([false], await Deliveries.Record([new DeliveryStep(sent, row, null) { PlansAgain = Lane.Withdrawal }], Now));
        Assert.Empty(await Deliveries.Dirty(Group, 10, Now));
        Assert.Equal([true], await Deliveries.Record([new DeliveryStep(row, sent, null) { PlansAgain = Lane.Withdrawal }], Now));

        var dirty = Assert.Single(await Deliveries.Dirty(Group, 10, Now));
        Assert.Equal((Ana.Customer, 3, Lane.Withdrawal), (dirty.Customer, dirty.Version, dirty.Lane));
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
