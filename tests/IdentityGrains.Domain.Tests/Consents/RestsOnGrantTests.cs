using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Consents;

public class RestsOnGrantTests
{
    [Theory]
    [InlineData("EU", "email_marketing", 30, true)]
    [InlineData("EU", "service_fulfilment", 30, false)]
    [InlineData("EU", "service_fulfilment", 12, false)]
    [InlineData("US-CA", "email_marketing", 30, false)]
    [InlineData("US-CA", "email_marketing", 13, false)]
    [InlineData("US-CA", "email_marketing", 12, true)]
    [InlineData("US-CA", "email_marketing", 15, false)]
    [InlineData("US-CA", "ads_sharing", 15, true)]
    [InlineData("US-CA", "ads_sharing", 16, false)]
    [InlineData("BR", "personalisation", 30, false)]
    [InlineData("US-CA", "fortune_telling", 30, false)]
    public void A_purpose_rests_on_a_grant_where_the_law_or_the_age_asks_for_one(string region, string purpose, int age, bool rests) => Assert.Equal(
        rests, Permission.RestsOnGrant(new PurposeName(purpose), Somebody with { Region = new RegionName(region), AgeYears = age }, Plain));

    [Fact]
    public void Where_the_region_is_unknown_one_that_asks_for_a_grant_is_enough()
    {
        var nowhere = Somebody with { Region = null };
        Assert.True(Permission.RestsOnGrant(Email, nowhere, Plain));
        Assert.False(Permission.RestsOnGrant(Email, nowhere, Plain.Under(California)));
        Assert.False(Permission.RestsOnGrant(Fulfilment, nowhere, Plain));
    }
}
