using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Consents;

public class GuardianTests
{
    [Fact]
    public void Below_the_age_the_guardian_decides()
    {
        var child = Child("DE");
        Assert.Equal(NotPermitted.MinorNeedsGuardian, Why(child, Personal));
        Assert.Null(Why(child.After(Ask.GuardianGrants(Personal, "case")), Personal));
    }

    [Fact]
    public void Below_the_age_the_childs_own_yes_is_not_taken() => Child("DE").When(Ask.Grant(Personal)).Refused(Refusal.AgeGate, "purpose");

    [Fact]
    public void Where_both_decide_the_childs_yes_is_taken_and_needed()
    {
        var child = Child("FR").After(Ask.GuardianGrants(Personal, "case"));
        Assert.Equal(NotPermitted.MinorMustAgreeToo, Why(child, Personal));
        Assert.Null(Why(child.After(Ask.Grant(Personal)), Personal));
    }

    [Fact]
    public void The_childs_no_is_stronger_than_the_guardians_yes() => Assert.Equal(
        NotPermitted.MinorRefused, Why(Child("DE").After(Ask.GuardianGrants(Personal, "case")).After(Ask.Withdraw(Personal)), Personal));

    [Fact]
    public void The_guardian_takes_back_without_any_form() => Assert.Equal(
        NotPermitted.MinorNeedsGuardian, Why(Child("DE").After(Ask.GuardianGrants(Personal, "case")).After(Ask.GuardianWithdraws(Personal)), Personal));

    [Fact]
    public void Whose_guardian_it_is_must_be_looked_up_somewhere() =>
        Child("DE").When(Ask.GuardianGrants(Personal)).Refused(Refusal.EvidenceMissing, "evidence");

    [Fact]
    public void No_guardian_decides_for_the_grown_up() =>
        Born("1990-01-01", "DE").When(Ask.GuardianGrants(Personal, "case")).Refused(Refusal.NeedsOwnDecision, "purpose");

    [Fact]
    public void What_is_prohibited_for_the_young_nobody_may_grant() =>
        Child("DE").When(Ask.GuardianGrants(Ads, "case")).Refused(Refusal.AgeGate, "purpose");

    [Fact]
    public void On_the_birthday_the_guardians_yes_counts_no_more()
    {
        var child = Born("2010-10-10", "DE").After(Ask.GuardianGrants(Personal, "case"));
        var birthday = new DateTimeOffset(2026, 10, 10, 0, 0, 0, TimeSpan.Zero);
        Assert.Null(Why(child, Personal, birthday.AddTicks(-1)));
        Assert.Equal(NotPermitted.NoConsent, Why(child, Personal, birthday));
    }

    private static NotPermitted? Why(Case @case, PurposeName purpose, DateTimeOffset? at = null) =>
        Permission.Of(purpose, Facts.Of(@case.Customer, @case.Policy, at ?? Day(@case.Today)), @case.Policy).Why;

    private static Case Child(string country) => Born("2014-01-01", country);

    private static Case Born(string date, string country) => Case.Known.After(Ask.Fields(("born", date), ("residence", country)));
}
