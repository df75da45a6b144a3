using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public sealed class WorkInHandTests
{
    private readonly DeliveryRow _ana = Row(Lane.Backfill);
    private readonly DeliveryRow _ben = Row(Lane.Ordinary);
    private readonly WorkInHand _hand = new();

    [Fact]
    public void A_jobs_customers_are_in_hand_and_take_nobodys_place()
    {
        using var enough = new CancellationTokenSource();
        var job = new DeliveryWork(Urgent: false, Looks: false, [_ana]) { ByJob = true };
        _hand.Take(job, enough);
        _hand.Take(new DeliveryWork(Urgent: false, Looks: false, [_ben]), enough);

        Assert.Equal((2, 1, true), (_hand.Requests, _hand.Customers, _hand.HasJob));
        Assert.True(_hand.Has(_ana.Customer) && _hand.Has(_ben.Customer));

        _hand.Return(job);
        Assert.Equal((1, 1, false), (_hand.Requests, _hand.Customers, _hand.HasJob));
        Assert.False(_hand.Has(_ana.Customer));
    }

    [Fact]
    public void Only_a_withdrawal_of_a_customer_in_it_cuts_a_job_off()
    {
        using var enough = new CancellationTokenSource();
        _hand.Take(new DeliveryWork(Urgent: false, Looks: false, [_ana]) { ByJob = true }, enough);

        _hand.Heed([_ana with { Lane = Lane.Correction }, Row(Lane.Withdrawal)]);
        Assert.False(enough.IsCancellationRequested);

        _hand.Heed([_ben, _ana with { Lane = Lane.Withdrawal }]);
        Assert.True(enough.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_goes_cuts_his_job_off_and_waits_until_it_ended()
    {
        using var enough = new CancellationTokenSource();
        var job = new DeliveryWork(Urgent: false, Looks: false, [_ana]) { ByJob = true };
        await _hand.CutOff(TestContext.Current.CancellationToken);
        _hand.Take(job, enough);

        var gone = _hand.CutOff(TestContext.Current.CancellationToken);
        Assert.True(enough.IsCancellationRequested);
        Assert.False(gone.IsCompleted);

        _hand.Return(job);
        await gone;
    }

    private static DeliveryRow Row(Lane lane) => new(
        CustomerId.New(), new PlatformName("crm"), 1, "", new byte[32], lane, DeliveryState.Planned, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0,
        null);
}
