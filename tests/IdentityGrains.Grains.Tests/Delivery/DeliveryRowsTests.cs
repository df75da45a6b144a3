using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public sealed class DeliveryRowsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CustomerId Ana = CustomerId.New();
    private static readonly DirtyCustomer Dirty = new(Ana, 2, Lane.Ordinary, Now, 1);

    [Fact]
    public void A_platform_that_left_keeps_no_open_row()
    {
        var open = new DeliveryRow(Ana, new PlatformName("gone"), 1, "", new byte[32], Lane.Ordinary, DeliveryState.Planned, Now, Now, 0, null);

        var row = Assert.Single(DeliveryRows.Planned(Dirty, new CustomerPlans(2, [], []), [open], Now));

        Assert.Equal((DeliveryState.Withheld, "not_installed"), (row.State, row.Reason));
        Assert.Empty(DeliveryRows.Planned(Dirty, new CustomerPlans(2, [], []), [row], Now));
    }

    [Fact]
    public void What_takes_back_goes_before_everything_else_whatever_woke_the_planner()
    {
        var told = new PlatformPlan(new PlatformName("shop"), [.. new byte[32]], null, TakesBack: false);
        var backfill = Dirty with { Lane = Lane.Backfill };

        Assert.Equal(Lane.Backfill, Assert.Single(DeliveryRows.Planned(backfill, new CustomerPlans(2, [told], []), [], Now)).Lane);
        Assert.Equal(Lane.Withdrawal, Assert.Single(DeliveryRows.Planned(backfill, new CustomerPlans(2, [told with { TakesBack = true }], []), [], Now)).Lane);
    }

    [Fact]
    public void What_is_settled_already_is_not_planned_again()
    {
        var told = new PlatformPlan(new PlatformName("shop"), [.. new byte[32]], null, TakesBack: false);
        var settled = new DeliveryRow(Ana, told.Platform, 1, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Confirmed, Now, Now, 1, null);

        Assert.Empty(DeliveryRows.Planned(Dirty, new CustomerPlans(2, [told], []), [settled], Now));
        Assert.Single(DeliveryRows.Planned(Dirty, new CustomerPlans(2, [told with { Digest = [.. Enumerable.Repeat((byte)1, 32)] }], []), [settled], Now));
    }
}
