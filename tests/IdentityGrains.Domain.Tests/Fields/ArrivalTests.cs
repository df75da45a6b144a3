using IdentityGrains.Domain.Customers;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Fields;

/// <summary>What is observed when it arrives: by doors whose callers do not tell the time.</summary>
public class ArrivalTests
{
    [Fact]
    public void A_claim_on_arrival_is_observed_when_it_is_decided()
    {
        var said = Known.On(70).After(Ask.Field("name", "Ana") with { ObservedAt = CustomerCommand.OnArrival });
        Assert.Equal(Day(70), said.Field("name").Current!.ObservedAt);
    }

    [Fact]
    public void Of_two_on_arrival_the_later_one_wins()
    {
        var said = Known.On(70).After(Ask.Field("name", "Ana") with { ObservedAt = CustomerCommand.OnArrival })
            .On(71).After(Ask.Field("name", "Eva") with { ObservedAt = CustomerCommand.OnArrival });
        Assert.Equal("Eva", said.Says("name"));
    }
}
