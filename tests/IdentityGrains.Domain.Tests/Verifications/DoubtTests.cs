using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.Verifications.GivenVerification;

namespace IdentityGrains.Domain.Tests.Verifications;

public class DoubtTests
{
    [Fact]
    public void A_bounce_makes_the_address_suspect_until_it_is_confirmed_again()
    {
        var bounced = Confirmed.On(105).After(Ask.Doubt(Old, 105));
        Assert.Equal((Old, VerificationState.Suspect), (bounced.Says("email"), bounced.State()));
        Assert.Equal(VerificationState.Verified, bounced.After(Ask.Code(day: 105), "self").Confirming().State());
    }

    [Fact]
    public void An_unrelated_resolution_keeps_the_doubt() => Assert.Equal(
        VerificationState.Suspect, Confirmed.On(105).After(Ask.Doubt(Old, 105)).After(Ask.Field("email", Old, 104)).State());

    [Fact]
    public void Going_back_to_before_the_doubt_does_not_end_it()
    {
        var doubted = Confirmed.On(105).After(Ask.Doubt(Old, 105));
        var changed = doubted.On(106).After(Ask.Field("email", New, 106), "self").Confirming();
        var back = changed.On(107).After(Ask.FieldBack("email", doubted.Customer.Version), "console", signedIn: false);
        Assert.Equal((Old, VerificationState.Suspect), (back.Says("email"), back.State()));

        var further = back.On(108).After(Ask.FieldBack("email", doubted.Customer.Version - 1), "console", signedIn: false);
        Assert.Equal((Old, VerificationState.Suspect), (further.Says("email"), further.State()));
    }

    [Theory]
    [InlineData("of another address", New, 105)]
    [InlineData("from before it was confirmed", Old, 99)]
    public void A_bounce_changes_nothing(string how, string value, double day)
    {
        Assert.NotEmpty(how);
        Assert.Equal(VerificationState.Verified, Confirmed.On(105).After(Ask.Doubt(value, day)).State());
    }

    [Fact]
    public void Whoever_is_not_ranked_may_not_ask_whether_it_is_this_address() =>
        Confirmed.When(Ask.Doubt(Old, 100), "cdp").Refused(Refusal.FieldAuthorityDenied, "email");

    [Fact]
    public void An_address_past_its_validity_can_be_confirmed_again()
    {
        var expired = Confirmed.On(131).WhenLookedAtAgain().Accepted();
        Assert.Equal((Old, VerificationState.Expired, null), (expired.Says("email"), expired.State(), expired.Running()));
        var again = expired.After(Ask.Code(day: 131), "self").Confirming();
        Assert.Equal((Old, VerificationState.Verified), (again.Says("email"), again.State()));
    }

    [Fact]
    public void When_the_policy_says_so_the_customer_is_asked_again_and_only_once()
    {
        var policy = GivenLaw.Law.Changing("email", f => f with { ValidFor = null, Verification = ByCode with { ReverifyAfter = TimeSpan.FromDays(20) } });
        var asked = Confirmed.Under(policy).On(121).WhenLookedAtAgain().Accepted();
        Assert.Equal(1, asked.Running()!.Codes);
        var given = asked.On(130).WhenLookedAtAgain().Accepted();
        Assert.Equal((null, VerificationState.Verified), (given.Running(), given.State()));
        given.On(200).WhenLookedAtAgain().Unchanged();
    }
}
