using System.Buffers.Binary;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public class ConfirmingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ConfirmPlan Half = new(ConfirmPlan.ReadBack, TimeSpan.FromMinutes(15), 0.5, []);
    private static readonly ConfirmPlan Answer = new(ConfirmPlan.ResponseBody, TimeSpan.Zero, 1, []);
    private static readonly ConfirmPlan Call = new(ConfirmPlan.Callback, TimeSpan.FromMinutes(5), 1, []);

    [Fact]
    public void What_the_answer_showed_is_not_looked_at() =>
        Assert.Equal(DeliveryState.Confirmed, Confirming.Begin(Row(0), AckLevel.Confirmed, Half, [], Now).State);

    [Theory]
    [InlineData(0u, DeliveryState.AppliedToConfirm)]
    [InlineData(uint.MaxValue / 4, DeliveryState.AppliedToConfirm)]
    [InlineData(uint.MaxValue / 4 * 3, DeliveryState.Applied)]
    public void Of_a_sample_the_contents_own_digest_decides_who_is_looked_at(uint digest, DeliveryState state) =>
        Assert.Equal(state, Confirming.Begin(Row(digest), AckLevel.Applied, Half, [], Now).State);

    [Fact]
    public void Withdrawals_are_looked_at_always()
    {
        var row = Confirming.Begin(Row(uint.MaxValue) with { Lane = Lane.Withdrawal }, AckLevel.Accepted, Half, [], Now);

        Assert.Equal((DeliveryState.AcceptedToConfirm, Now + Confirming.FirstLook), (row.State, row.DueAt));
    }

    [Fact]
    public void What_is_to_be_confirmed_always_is_looked_at_when_it_is_news()
    {
        var always = Half with { AlwaysFor = ["email_marketing_subscription", "email"] };
        foreach (var field in new[] { SignalField.Of(new PurposeName("email_marketing")), new FieldName("email") })
        {
            Assert.Equal(DeliveryState.AcceptedToConfirm, Confirming.Begin(Row(uint.MaxValue), AckLevel.Accepted, always, [field], Now).State);
        }

        Assert.Equal(DeliveryState.Accepted, Confirming.Begin(Row(uint.MaxValue), AckLevel.Accepted, always, [new FieldName("language")], Now).State);
        Assert.Equal(DeliveryState.Accepted, Confirming.Begin(Row(uint.MaxValue), AckLevel.Accepted, always, [], Now).State);
    }

    [Fact]
    public void A_platform_without_a_plan_stays_at_what_it_answered() =>
        Assert.Equal(DeliveryState.Accepted, Confirming.Begin(Row(0), AckLevel.Accepted, null, [], Now).State);

    [Fact]
    public void An_answer_that_was_to_show_what_was_stored_and_did_not_is_followed_by_a_look()
    {
        var row = Confirming.Begin(Row(0), AckLevel.Applied, Answer, [], Now);

        Assert.Equal((DeliveryState.AppliedToConfirm, Now), (row.State, row.DueAt));
    }

    [Fact]
    public void A_platform_that_calls_has_its_time_and_is_not_awaited_for_ever()
    {
        var row = Confirming.Begin(Row(0), AckLevel.Accepted, Call, [], Now);
        Assert.Equal((DeliveryState.AcceptedToConfirm, Now.AddMinutes(5)), (row.State, row.DueAt));

        Assert.Equal(DeliveryState.Accepted, Confirming.Begin(Row(0), AckLevel.Accepted, Call, [], Now.AddMinutes(25)).State);
    }

    [Fact]
    public void Each_look_waits_as_long_as_all_before_it_and_never_longer_than_five_minutes()
    {
        Assert.Equal(Now + Confirming.FirstLook, Confirming.Later(Row(0), Now, Now).DueAt);
        Assert.Equal(Now.AddSeconds(16), Confirming.Later(Row(0), Now, Now.AddSeconds(8)).DueAt);
        Assert.Equal(Now.AddHours(1) + Confirming.LongestPause, Confirming.Later(Row(0), Now, Now.AddHours(1)).DueAt);
    }

    [Theory]
    [InlineData(DeliveryState.AcceptedToConfirm, DeliveryState.Accepted)]
    [InlineData(DeliveryState.AppliedToConfirm, DeliveryState.Applied)]
    public void What_was_never_shown_stays_at_what_was_answered_and_says_so(DeliveryState before, DeliveryState after)
    {
        var row = Confirming.GiveUp(Row(0) with { State = before }, DeliveryLooker.NotShown);

        Assert.Equal((after, "not_shown"), (row.State, row.Reason));
    }

    private static DeliveryRow Row(uint digest)
    {
        var bytes = new byte[32];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, digest);
        return new DeliveryRow(CustomerId.New(), new PlatformName("crm"), 1, "dlv_1", bytes, Lane.Ordinary, DeliveryState.Sent, Now, Now, 1, null);
    }
}
