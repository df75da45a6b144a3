using IdentityGrains.Grains.Delivery;

namespace IdentityGrains.Grains.Tests.Delivery;

public sealed class AsideTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_is_left_alone_returns_after_the_pause()
    {
        var (aside, ana) = (new Aside<CustomerId>(), CustomerId.New());
        aside.Leave(ana, Now);

        aside.Return(Now + Aside<CustomerId>.Pause - TimeSpan.FromTicks(1));
        Assert.True(aside.Has(ana));
        aside.Return(Now + Aside<CustomerId>.Pause);
        Assert.False(aside.Has(ana));
    }

    [Fact]
    public void No_more_are_left_alone_than_can_be_read_past()
    {
        var aside = new Aside<CustomerId>();
        for (var i = 0; i <= Aside<CustomerId>.Most; i++)
        {
            aside.Leave(CustomerId.New(), Now);
        }

        Assert.Equal(Aside<CustomerId>.Most, aside.Count);
    }
}
