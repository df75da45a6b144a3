using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;
using static IdentityGrains.Domain.Tests.Verifications.GivenVerification;

namespace IdentityGrains.Domain.Tests.Verifications;

public class OptInTests
{
    private static readonly Platform Mail = Platform("mail", Mapped("email", VerificationState.Verified, Email));
    private static readonly Policy Telling = GivenLaw.Law.Telling(Mail);

    private static Case Adult => Confirmed.Under(Telling).After(Ask.Fields(("residence", "EU"), ("born", "1990-01-01")).On(100));

    private static Case Granted => Adult.After(Ask.Grant(Email, 100));

    [Fact]
    public void A_grant_sends_a_code_to_the_confirmed_address_and_opens_it_only_once_the_code_came_back()
    {
        Assert.Equal((1, Withheld.AwaitsOptIn), (Granted.Running()!.Codes, Told(Granted)));
        Assert.Null(Told(Granted.Confirming()));
    }

    [Fact]
    public void The_code_for_a_new_address_confirms_the_grant_there_as_well()
    {
        var moved = Granted.Confirming().On(102).After(Ask.Field("email", New, 102), "self");
        Assert.Null(Told(moved));
        Assert.Null(Told(moved.Confirming()));
        Assert.Contains(moved.When(Ask.Confirm(moved.Code(), day: 102), "self").Events, e => e is OptInConfirmed { OptIn.ValueVersion: > 0 });
    }

    [Fact]
    public void A_grant_that_came_back_after_a_withdrawal_must_be_confirmed_again()
    {
        var back = Granted.Confirming().After(Ask.Withdraw(Email, 100)).On(101).After(Ask.Grant(Email, 101));
        Assert.Equal(Withheld.AwaitsOptIn, Told(back));
    }

    [Fact]
    public void What_the_guardian_granted_is_confirmed_at_the_childs_address_too()
    {
        var child = Confirmed.Under(Telling).After(Ask.Fields(("residence", "DE"), ("born", "2014-01-01")).On(100))
            .After(Ask.GuardianGrants(Email, "case").On(100));
        Assert.Equal(Withheld.AwaitsOptIn, Told(child));
        Assert.Null(Told(child.Confirming()));
        var back = child.Confirming().After(Ask.GuardianWithdraws(Email).On(100)).On(101).After(Ask.GuardianGrants(Email, "case").On(101));
        Assert.Equal(Withheld.AwaitsOptIn, Told(back));
    }

    [Fact]
    public void Where_the_law_does_not_ask_for_a_grant_nothing_is_to_be_confirmed() =>
        Assert.Null(Told(Confirmed.Under(Telling).After(Ask.Fields(("residence", "US-CA"), ("born", "1990-01-01")).On(100))));

    private static Withheld? Told(Case @case) => Assert.Single(Disclose.To(Mail, @case.Customer, @case.Policy, Day(@case.Today)).Fields).Why;
}
