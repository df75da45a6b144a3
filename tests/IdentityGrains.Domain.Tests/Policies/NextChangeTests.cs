using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Policies;

public class NextChangeTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMicroseconds(1);

    private static readonly Policy Example = With(
        Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] },
        Named("income", "enum", Ranked("self", 1)) with { ValidFor = TimeSpan.FromDays(10) }, Named("name", "string", Ranked("self", 1)));

    [Fact]
    public void Where_nothing_ends_nothing_changes() => Assert.Null(Next(Customer(("name", "Ana", VerificationState.None)), 0));

    [Fact]
    public void Each_live_claim_ends_winner_or_not()
    {
        var customer = Customer().Holding("income", VerificationState.None, Claim("self", "B1", 2), Claim("crm", "B2", 1));
        Assert.Equal(Day(11) + Step, Next(customer, 0));
        Assert.Equal(Day(12) + Step, Facts.NextChange(customer, Example, Day(11) + Step));
        Assert.Null(Facts.NextChange(customer, Example, Day(12) + Step));
    }

    [Fact]
    public void The_instant_is_the_first_at_which_the_claim_is_expired()
    {
        var income = Example.Fields[new FieldName("income")];
        var claim = Claim("self", "B1", 0);
        var ends = Facts.NextChange(Customer().Holding("income", VerificationState.None, claim), Example, Day(0))!.Value;
        Assert.NotNull(Domain.Claims.Survivorship.Resolve(income, [claim], Somebody, ends - Step).Winner);
        Assert.Null(Domain.Claims.Survivorship.Resolve(income, [claim], Somebody, ends).Winner);
    }

    [Fact]
    public void A_grant_ends_and_a_refusal_does_not()
    {
        Assert.Equal(Day(365) + Step, Next(Customer().Saying(Stance.Granted, "ads_sharing", 0), 0));
        Assert.Null(Next(Customer().Saying(Stance.Denied, "ads_sharing", 0), 0));
        Assert.Null(Next(Customer().Saying(Stance.Granted, "service_fulfilment", 0), 0));
    }

    [Theory]
    [InlineData("2012-12-24", "2026-12-24T00:00:00Z")]
    [InlineData("2012-07-01", "2027-07-01T00:00:00Z")]
    [InlineData("2012-02-29", "2027-03-01T00:00:00Z")]
    [InlineData("2009-02-28", "2027-02-28T00:00:00Z")]
    [InlineData("2008-07-01", null)]
    [InlineData("1950-02-03", null)]
    public void Birthdays_change_something_until_the_last_age_that_a_law_names(string born, string? next)
    {
        var expected = next is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(next);
        Assert.Equal(expected, Next(Customer(("born", born, VerificationState.None)), 0));
    }

    [Fact]
    public void A_guard_may_name_a_higher_age()
    {
        var senior = new Guard("subject.ageYears > 65", new GuardExpression.Compare(
            Comparison.Greater, new GuardExpression.Variable(GuardVariable.AgeYears), new GuardExpression.Number(65)));
        var policy = With(
            Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] },
            Named("pass", "bool", Ranked("self", 1) with { Guard = senior }));
        var turning66 = Customer(("born", "1960-12-24", VerificationState.None));
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero), Facts.NextChange(turning66, policy, Day(0)));
        Assert.Null(Facts.NextChange(turning66, policy, Day(200)));
    }

    [Fact]
    public void The_earliest_of_all_counts()
    {
        var customer = Customer(("born", "2012-07-05", VerificationState.None))
            .Holding("income", VerificationState.None, Claim("self", "B1", 0)).Saying(Stance.Granted, "ads_sharing", -360);
        Assert.Equal(new DateTimeOffset(2026, 7, 5, 0, 0, 0, TimeSpan.Zero), Next(customer, 0));
        Assert.Equal(Day(5) + Step, Next(customer, 4));
        Assert.Equal(Day(10) + Step, Next(customer, 6));
    }

    private static DateTimeOffset? Next(Domain.Customers.Customer customer, double day) => Facts.NextChange(customer, Example, Day(day));
}
