using IdentityGrains.Domain.Events;

namespace IdentityGrains.Domain.Tests.Events;

/// <summary>The form of what somebody wants to be told.</summary>
public class SubscriptionLawTests
{
    [Theory]
    [InlineData("https://a.example/", "", "", null, null)]
    [InlineData("https://a.example/", "field.changed", "The warehouse", "c3Vw", null)]
    [InlineData("https://a.example/\0", "", "", null, SubscriptionFlaw.Url)]
    [InlineData("https://a.example/", "", "The\nwarehouse", null, SubscriptionFlaw.Description)]
    [InlineData("https://a.example/", "field.changed customer.*", "", null, SubscriptionFlaw.Types)]
    [InlineData("https://a.example/\0", "customer.*", "\0", null, SubscriptionFlaw.Url)]
    public void The_first_flaw_is_told(string url, string types, string description, string? after, SubscriptionFlaw? flaw) =>
        Assert.Equal(flaw, SubscriptionLaw.FlawOf(url, types.Split(' ', StringSplitOptions.RemoveEmptyEntries), description, after));

    [Fact]
    public void Nothing_is_longer_than_it_may_be()
    {
        Assert.Equal(SubscriptionFlaw.Url, SubscriptionLaw.FlawOf(new string('u', SubscriptionLaw.LongestUrl + 1), [], "", null));
        Assert.Equal(SubscriptionFlaw.Description, SubscriptionLaw.FlawOf("u", [], new string('d', SubscriptionLaw.LongestDescription + 1), null));
        Assert.Equal(SubscriptionFlaw.After, SubscriptionLaw.FlawOf("u", [], "", new string('a', SubscriptionLaw.LongestPosition + 1)));
    }
}
