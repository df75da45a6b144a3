using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Delivery;

public class DeliveryBookTests
{
    private const long Now = 1_000_000_000;

    private static readonly PlatformName Shop = new("commerce");

    private readonly CustomerId _ana = CustomerId.New();

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    public void A_permit_that_never_came_back_stands_in_the_way_until_it_is_over(long microsecondsLeft, bool begins) =>
        Assert.Equal(begins, Book(new HeldPermit(4, 1, Now + microsecondsLeft)).Take(Begin(new SendPermit(0, 1))));

    [Fact]
    public void A_permit_lasts_five_seconds_by_the_stores_clock()
    {
        var book = Book(null);
        Assert.True(book.Take(Begin(new SendPermit(0, 1))));

        Assert.Equal(new HeldPermit(5, 1, Now + 5_000_000), book.EndOf(_ana, Shop).Permit);
    }

    [Fact]
    public void A_permit_for_what_may_take_effect_later_is_kept_for_longer()
    {
        var book = Book(null);
        Assert.True(book.Take(Begin(new SendPermit(0, 1) { Keeps = TimeSpan.FromMinutes(7) })));

        Assert.Equal(new HeldPermit(5, 1, Now + 420_000_000), book.EndOf(_ana, Shop).Permit);
    }

    [Fact]
    public void Only_the_attempt_that_took_a_permit_gives_it_back()
    {
        var mine = new HeldPermit(4, 1, Now + 1);
        var late = Book(mine);
        Assert.True(late.Take(End(returns: 3)));
        Assert.Equal(mine, late.EndOf(_ana, Shop).Permit);

        var own = Book(mine);
        Assert.True(own.Take(End(returns: 4)));
        Assert.Null(own.EndOf(_ana, Shop).Permit);
    }

    private DeliveryBook Book(HeldPermit? permit) => new(
        0, Now, new Dictionary<CustomerId, long> { [_ana] = 1 }, [Row], [new LogEnd(_ana, Shop, 4, permit)]);

    private DeliveryRow Row => new(
        _ana, Shop, 1, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Planned, Author.Start, Author.Start, 0, null);

    private DeliveryStep Begin(SendPermit permit) => new(Row, Row with { State = DeliveryState.Sent }, Entry, permit);

    private DeliveryStep End(long returns) => new(Row, Row with { State = DeliveryState.RetryWait }, Entry, Returns: returns);

    private static DisclosureAppend Entry => new(5, new byte[32], new byte[1], "dlv_1", new byte[1]);
}
