using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public sealed class NewsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PurposeName Purpose = new("email_marketing");
    private static readonly ComposedField Grant = Signal(1, 5, taken: false);
    private static readonly ComposedField Denial = Signal(2, 6, taken: true);

    [Fact]
    public void A_grant_that_was_acknowledged_is_not_told_again()
    {
        var held = Holding.Nothing.After(Started("dlv_1", Grant)).After(Answered("dlv_1", AckLevel.Accepted));

        Assert.Empty(News.Told([Grant], held, "dlv_2"));
    }

    [Fact]
    public void The_delivery_that_brought_it_says_the_same_on_every_attempt()
    {
        var held = Holding.Nothing.After(Started("dlv_1", Grant));
        Assert.Single(News.Told([Grant], held, "dlv_1"));
        Assert.Single(News.Told([Grant], held.After(Answered("dlv_1", AckLevel.Accepted)), "dlv_1"));
    }

    [Fact]
    public void What_nobody_acknowledged_is_told_by_the_next_delivery_too() => Assert.Single(
        News.Told([Grant], Holding.Nothing.After(Started("dlv_1", Grant)).After(Answered("dlv_1", AckLevel.Sent)), "dlv_2"));

    [Fact]
    public void Another_act_gives_it_anew_and_so_does_a_denial_between()
    {
        var held = Holding.Nothing.After(Started("dlv_1", Grant)).After(Answered("dlv_1", AckLevel.Confirmed));
        Assert.Single(News.Told([Grant with { ValueVersion = 9 }], held, "dlv_2"));

        var denied = held.After(Started("dlv_2", Denial)).After(Answered("dlv_2", AckLevel.Accepted));
        Assert.Single(News.Told([Grant], denied, "dlv_3"));
    }

    [Fact]
    public void A_denial_and_a_value_are_told_every_time_and_are_news_until_they_were_shown()
    {
        var name = Denial with { Field = new FieldName("given_name"), Taken = false };
        var applied = Holding.Nothing.After(Started("dlv_1", Denial, name)).After(Answered("dlv_1", AckLevel.Applied));
        var shown = applied.After(new DisclosureEvent.DeliveryAcknowledged(Now, "dlv_1", 7, AckLevel.Confirmed));

        Assert.Equal(2, News.Told([Denial, name], shown, "dlv_2").Length);
        Assert.Empty(News.Of([Denial, name], shown, "dlv_2"));
        Assert.Equal(2, News.Of([Denial, name], applied, "dlv_2").Length);
        Assert.Equal(2, News.Of([Denial, name], Holding.Nothing, "dlv_1").Length);
    }

    private static ComposedField Signal(byte commitment, long version, bool taken) => new(
        SignalField.Of(Purpose), "email_subscribe", new FieldValue.Text("x"), taken ? null : Purpose, version,
        [.. Enumerable.Repeat(commitment, 32)], taken, null);

    private static DisclosureEvent.AttemptStarted Started(string delivery, params ComposedField[] fields) => new(
        Now, delivery, 7, "shop@1", "Shop Ltd",
        [.. fields.Select(f => new DisclosedField(f.Field, f.To, f.Purpose, f.ValueVersion, f.Commitment.AsMemory()))]);

    private static DisclosureEvent.AttemptAnswered Answered(string delivery, AckLevel level) => new(Now, delivery, 7, ["x"], level);
}
