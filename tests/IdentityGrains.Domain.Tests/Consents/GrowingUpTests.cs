using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Consents;

/// <summary>What a birthday, a corrected date and a move do to what was said before.</summary>
public class GrowingUpTests
{
    // In Germany consents are one's own from 16 on: 10 October 2026, at midnight UTC, is 100 days and 14 hours after day 0.
    private static readonly DateTimeOffset Birthday = new(2026, 10, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly double LastMoment = (Birthday.AddSeconds(-1) - Given.Day(0)).TotalDays;

    private static readonly double FirstMoment = (Birthday.AddTicks(1) - Given.Day(0)).TotalDays;

    private static readonly Case AlmostGrown = Born("2010-10-10", "DE");

    [Fact]
    public void Up_to_the_last_second_before_the_birthday_the_guardian_decides_and_the_child_does_not()
    {
        AlmostGrown.On(LastMoment).When(Ask.Grant(Personal)).Refused(Refusal.AgeGate, "purpose");
        Assert.Null(AlmostGrown.On(LastMoment).When(Ask.GuardianGrants(Personal, "case")).Why);
    }

    [Fact]
    public void From_midnight_on_the_customer_decides_and_the_guardian_does_not()
    {
        Assert.Null(AlmostGrown.On(FirstMoment).When(Ask.Grant(Personal)).Why);
        AlmostGrown.On(FirstMoment).When(Ask.GuardianGrants(Personal, "case")).Refused(Refusal.NeedsOwnDecision, "purpose");
    }

    [Fact]
    public void The_record_is_looked_at_again_when_the_birthday_begins()
    {
        var consented = AlmostGrown.On(LastMoment).After(Ask.GuardianGrants(Personal, "case"));
        Assert.Equal(Birthday, Facts.NextChange(consented.Customer, consented.Policy, Given.Day(LastMoment)));
        Assert.Equal((null, NotPermitted.NoConsent), (Why(consented, Personal), Why(consented.On(FirstMoment), Personal)));
    }

    [Fact]
    public void A_guardians_no_is_heard_at_every_age() => Assert.Null(Born("1990-01-01", "DE").When(Ask.GuardianWithdraws(Personal)).Why);

    [Fact]
    public void While_the_age_is_unknown_both_words_are_kept_and_permit_nothing()
    {
        var unknown = Case.Known.After(Ask.Field("residence", "DE")).After(Ask.Grant(Personal)).After(Ask.GuardianGrants(Personal, "case"));
        Assert.Equal(NotPermitted.UnknownAge, Why(unknown, Personal));
        Assert.Null(Why(unknown.After(Ask.Field("born", "1990-01-01")), Personal));
    }

    [Fact]
    public void A_corrected_date_that_makes_her_a_child_withdraws_at_once()
    {
        var grown = Born("1990-01-01", "DE").After(Ask.Grant(Personal)).After(Ask.Grant(Ads));
        var corrected = grown.When(Ask.Field("born", "2014-01-01", 60));

        var effects = Effects.Of(grown.Customer, corrected.Accepted().Customer, corrected.Events, grown.Policy, Given.Day(100));
        Assert.Equal((true, Lane.Withdrawal), (effects.Narrows, effects.Lane));
        Assert.Equal(NotPermitted.MinorNeedsGuardian, Why(corrected.Accepted(), Personal));
        Assert.Equal(NotPermitted.ProhibitedForMinor, Why(corrected.Accepted(), Ads));
    }

    [Fact]
    public void A_move_from_where_15_is_enough_to_where_it_is_not_withdraws_at_once()
    {
        var inFrance = Born("2011-01-01", "FR").After(Ask.Grant(Personal));
        Assert.Null(Why(inFrance, Personal));
        var moved = inFrance.When(Ask.Field("residence", "DE", 60));

        var effects = Effects.Of(inFrance.Customer, moved.Accepted().Customer, moved.Events, inFrance.Policy, Given.Day(100));
        Assert.Equal((true, Lane.Withdrawal), (effects.Narrows, effects.Lane));
        Assert.Equal(NotPermitted.MinorNeedsGuardian, Why(moved.Accepted(), Personal));

        // Her own yes is kept: it counts again where she is old enough, or once she is.
        Assert.Null(Why(moved.Accepted().After(Ask.Field("residence", "FR", 70)), Personal));
    }

    private static NotPermitted? Why(Case @case, PurposeName purpose) =>
        Permission.Of(purpose, Facts.Of(@case.Customer, @case.Policy, Given.Day(@case.Today)), @case.Policy).Why;

    private static Case Born(string date, string country) => Case.Known.After(Ask.Fields(("born", date), ("residence", country)));
}
