using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Policies;

public class FactsTests
{
    private static readonly Policy Example = With(
        Named("residence", "region", Ranked("self", 1)), Named("email", "email", Ranked("self", 1)),
        Named("born", "date", Ranked("self", 1)) with { Classification = ["pii", "age_gate"] });

    [Theory]
    [InlineData("US-CA", "US-CA", null)]
    [InlineData("BR", "BR", "BR")]
    [InlineData("EU", "EU", null)]
    [InlineData("FR", "EU", "FR")]
    [InlineData("JP", null, "JP")]
    [InlineData("somewhere", null, null)]
    [InlineData("", null, null)]
    public void Where_the_customer_lives_is_a_region_or_a_country_of_one(string text, string? region, string? country)
    {
        var facts = Of(Customer(("residence", text, VerificationState.None)));
        Assert.Equal((region, country), (facts.Region?.Value, facts.Country));
    }

    [Fact]
    public void A_country_that_two_regions_list_belongs_to_neither()
    {
        var second = California with { Minors = California.Minors with { PerCountry = Ages(("FR", 13)) } };
        var facts = Facts.Of(Customer(("residence", "FR", VerificationState.None)), Example.Under(Eu, second), Day(0));
        Assert.Equal((null, "FR"), (facts.Region, facts.Country));
    }

    [Theory]
    [InlineData("2010-07-01", 16)]
    [InlineData("2010-07-02", 15)]
    [InlineData("2010-06-30", 16)]
    [InlineData("2026-07-02", 0)]
    [InlineData("02/07/2010", null)]
    [InlineData("", null)]
    public void Age_is_counted_in_completed_years(string born, int? age) =>
        Assert.Equal(age, Of(Customer(("born", born, VerificationState.None))).AgeYears);

    [Theory]
    [InlineData("2026-02-28T23:59:59Z", 17)]
    [InlineData("2026-03-01T00:00:00Z", 18)]
    [InlineData("2028-02-28T23:59:59Z", 19)]
    [InlineData("2028-02-29T00:00:00Z", 20)]
    public void Who_was_born_on_29_February_ages_on_1_March_of_common_years(string now, int age) => Assert.Equal(
        age, Facts.Of(Customer(("born", "2008-02-29", VerificationState.None)), Example, DateTimeOffset.Parse(now)).AgeYears);

    [Fact]
    public void The_date_is_UTC_s_whatever_the_offset_of_the_clock()
    {
        var customer = Customer(("born", "2010-07-01", VerificationState.None));
        Assert.Equal(15, Facts.Of(customer, Example, new DateTimeOffset(2026, 7, 1, 1, 0, 0, TimeSpan.FromHours(2))).AgeYears);
    }

    [Fact]
    public void Of_two_birth_dates_the_younger_counts()
    {
        var policy = With(
            Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] },
            Named("born_too", "date", Ranked("self", 1)) with { Classification = ["age_gate"] });
        var customer = Customer(("born", "1990-01-01", VerificationState.None), ("born_too", "2015-01-01", VerificationState.None));
        Assert.Equal(11, Facts.Of(customer, policy, Day(0)).AgeYears);
    }

    [Theory]
    [InlineData("over_13", null, 13)]
    [InlineData("over_18", null, 18)]
    [InlineData("over_18", "2015-01-01", 11)]
    [InlineData("over_16", "1990-01-01", 36)]
    [InlineData("under_13", "1990-01-01", 36)]
    [InlineData("over_", null, null)]
    [InlineData("over_0", null, null)]
    [InlineData("over_-1", null, null)]
    [InlineData("over_999", null, null)]
    [InlineData("OVER_18", null, null)]
    [InlineData("18", null, null)]
    public void Who_is_vouched_for_is_at_least_so_old_and_a_birth_date_counts_more(string vouched, string? born, int? age)
    {
        var policy = With(
            Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] },
            Named("assurance", "enum", Ranked("self", 1)) with { Classification = ["age_gate"] });
        var customer = Customer(("assurance", vouched, VerificationState.None), ("born", born ?? "", VerificationState.None));
        Assert.Equal(age, Facts.Of(customer, policy, Day(0)).AgeYears);
    }

    [Fact]
    public void A_field_that_is_no_age_gate_vouches_for_nobody()
    {
        var policy = With(Named("assurance", "enum", Ranked("self", 1)));
        Assert.Null(Facts.Of(Customer(("assurance", "over_18", VerificationState.None)), policy, Day(0)).AgeYears);
    }

    [Fact]
    public void A_grant_wears_off_and_a_refusal_does_not()
    {
        var customer = Customer().Saying(Stance.Granted, "ads_sharing", day: 0).Saying(Stance.Denied, "email_marketing", day: 0);
        Assert.Equal(Stance.Granted, Facts.Of(customer, Example, Day(365)).Consents[Ads]);
        var later = Facts.Of(customer, Example, Day(5_000)).Consents;
        Assert.Equal([KeyValuePair.Create(Email, Stance.Denied)], later);
    }

    [Fact]
    public void What_the_record_says_of_verification_and_restriction_is_passed_on()
    {
        var facts = Of(Customer(("email", "a", VerificationState.Suspect)) with { Restricted = true });
        Assert.Equal(VerificationState.Suspect, facts.States[new FieldName("email")]);
        Assert.True(facts.Restricted);
        Assert.False(facts.Gpc);
        Assert.Empty(facts.GuardianConsents);
    }

    private static SubjectFacts Of(Domain.Customers.Customer customer) => Facts.Of(customer, Example, Day(0));
}
