using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Delivery;

public abstract class PermitsContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly PlatformName Shop = new("commerce");

    private IDeliveries Deliveries => Store.Deliveries;

    [Fact]
    public async Task What_another_policy_permitted_does_not_leave_any_more()
    {
        var row = await Planned();
        var epoch = (await Store.Policies.Activate("one", new string('a', 64), Author.Start, Now)).Epoch;
        await Store.Policies.Activate("two", new string('b', 64), Author.Start, Now);

        Assert.False(await Begins(row, new SendPermit(epoch, 1)));
        Assert.Null(await Deliveries.Holding(Ana.Customer, Shop, Now));
        Assert.True(await Begins(row, new SendPermit(epoch + 1, 1)));
    }

    [Fact]
    public async Task What_was_composed_before_a_withdrawal_does_not_leave_after_it()
    {
        var row = await Planned();
        await Store.Journal.Commit([Ana.Run() with { Fence = 2 }], Now);

        Assert.False(await Begins(row, new SendPermit(0, 1)));
        Assert.True(await Begins(row, new SendPermit(0, 2)));
    }

    [Fact]
    public async Task Of_a_customer_without_a_record_nothing_leaves()
    {
        var row = Row() with { Customer = CustomerId.New() };
        await Plan(row);

        Assert.False(await Begins(row, new SendPermit(0, 1)));
    }

    [Fact]
    public async Task A_second_request_does_not_begin_while_the_first_may()
    {
        var row = await Planned();
        Assert.True(await Begins(row, new SendPermit(0, 1)));
        var sent = Assert.Single(await Deliveries.Of(Ana.Customer, Now));

        Assert.False(await Begins(sent, new SendPermit(0, 1)));
        Assert.True(await Ends(sent));
        Assert.True(await Begins(Assert.Single(await Deliveries.Of(Ana.Customer, Now)), new SendPermit(0, 1)));
    }

    [Fact]
    public async Task A_withdrawal_is_fenced_at_once_when_nothing_is_under_way_and_for_ever_at_that_instant()
    {
        await Planned();
        await Store.Journal.Commit([Ana.Run() with { Fence = 2 }], Now);

        var fence = await Deliveries.Fence(Ana.Customer, 2, Now);

        Assert.NotNull(fence.At);
        Assert.Equal(fence, await Deliveries.Fence(Ana.Customer, 2, Now));
    }

    [Fact]
    public async Task A_withdrawal_is_fenced_when_the_last_permit_of_before_came_back()
    {
        Assert.True(await Begins(await Planned(), new SendPermit(0, 1)));
        await Store.Journal.Commit([Ana.Run() with { Fence = 2 }], Now);

        var open = await Deliveries.Fence(Ana.Customer, 2, Now);
        Assert.Null(open.At);
        Assert.NotNull(open.Until);
        Assert.True(await Ends(Assert.Single(await Deliveries.Of(Ana.Customer, Now))));
        Assert.NotNull((await Deliveries.Fence(Ana.Customer, 2, Now)).At);
    }

    [Fact]
    public async Task What_left_after_a_withdrawal_does_not_hold_it_up()
    {
        var row = await Planned();
        await Store.Journal.Commit([Ana.Run() with { Fence = 2 }], Now);
        Assert.True(await Begins(row, new SendPermit(0, 2)));

        Assert.NotNull((await Deliveries.Fence(Ana.Customer, 2, Now)).At);
    }

    private async Task<DeliveryRow> Planned()
    {
        await Store.Journal.Commit([Ana.Run()], Now);
        await Plan(Row());
        return Assert.Single(await Deliveries.Of(Ana.Customer, Now));
    }

    private async Task<bool> Begins(DeliveryRow row, SendPermit permit)
    {
        var log = DisclosureLog.Append(
            row.Customer, Shop, await Deliveries.Holding(row.Customer, Shop, Now),
            new DisclosureEvent.AttemptStarted(Author.Start, "dlv_1", 1, "shop@1", "Shop Ltd", []));
        return (await Deliveries.Record([new DeliveryStep(row, row with { State = DeliveryState.Sent, Attempts = row.Attempts + 1 }, log, permit)], Now))[0];
    }

    private async Task<bool> Ends(DeliveryRow sent)
    {
        var head = await Deliveries.Holding(sent.Customer, Shop, Now);
        var log = DisclosureLog.Append(sent.Customer, Shop, head, new DisclosureEvent.AttemptAnswered(Author.Start, "dlv_1", 1, ["retry"], AckLevel.Sent));
        var step = new DeliveryStep(sent, sent with { State = DeliveryState.RetryWait }, log, Returns: head!.Number);
        return (await Deliveries.Record([step], Now))[0];
    }

    private Task<IReadOnlyList<bool>> Plan(DeliveryRow row) => Deliveries.Settle([new PlannedCustomer(row.Customer, 0, [], [row])], Now);

    private DeliveryRow Row() => new(
        Ana.Customer, Shop, 1, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Planned, Author.Start, Author.Start, 0, null);
}
