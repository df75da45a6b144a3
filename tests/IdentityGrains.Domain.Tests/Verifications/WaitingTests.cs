using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.Verifications.GivenVerification;

namespace IdentityGrains.Domain.Tests.Verifications;

public class WaitingTests
{
    [Fact]
    public void A_newer_address_supersedes_the_one_that_waits_and_its_code_dies()
    {
        var verdict = Pending.When(Ask.Field("email", New, 100), "self");
        Assert.Contains(verdict.Events, e => e is VerificationEnded { Why: VerificationEnd.Superseded });
        Assert.Equal(new VerificationId(new FieldName("email"), 3), verdict.Accepted().Running()!.Id);
    }

    [Fact]
    public void Nobody_confirms_in_time_and_the_address_waits_no_more()
    {
        var over = Changing.On(109.1).WhenLookedAtAgain().Accepted();
        Assert.Equal((New, Old), (Changing.Waits(), Changing.Says("email")));
        Assert.Equal((null, Old, null), (over.Waits(), over.Says("email"), over.Running()));
    }

    [Fact]
    public void The_last_instant_still_belongs_to_whoever_confirms()
    {
        Changing.On(109).When(Ask.Code(day: 109), "self").Accepted();
        Assert.Equal(Day(109) + Instants.Step, Facts.NextChange(Changing.Customer, GivenLaw.Law, Day(108)));
    }

    [Fact]
    public void The_previous_address_can_stop_the_change()
    {
        var stopped = Changing.After(Ask.Cancel("stop email-4", 102), "self");
        Assert.Equal((Old, null, null, VerificationState.Verified), (stopped.Says("email"), stopped.Waits(), stopped.Running(), stopped.State()));
    }

    [Fact]
    public void The_previous_address_can_undo_the_change_within_its_window()
    {
        var changed = Changing.Confirming();
        var undone = changed.On(108).After(Ask.Cancel("stop email-4", 108), "self");
        Assert.Equal((New, Old, null), (changed.Says("email"), undone.Says("email"), undone.Waits()));
        changed.On(109.1).When(Ask.Cancel("stop email-4", 109.1), "self").Refused(Refusal.CodeInvalid);
    }

    [Fact]
    public void What_was_undone_cannot_be_undone_again()
    {
        var undone = Changing.Confirming().After(Ask.Cancel("stop email-4", 102), "self");
        undone.When(Ask.Cancel("stop email-4", 102), "self").Refused(Refusal.CodeInvalid);
    }

    [Theory]
    [InlineData("stop email-3")]
    [InlineData("")]
    [InlineData(null)]
    public void Nobody_else_can_stop_it(string? token) => Changing.When(Ask.Cancel(token, 102), "self").Refused(Refusal.CodeInvalid);

    [Fact]
    public void A_customer_who_is_signed_in_can_stop_it_without_a_token() =>
        Assert.Null(Changing.After(Ask.Cancel(null, 102), "self", signedIn: true).Waits());

    [Fact]
    public void The_previous_address_hears_of_the_change_once_and_each_code_goes_where_it_confirms()
    {
        var first = Changing.Customer;
        var verdict = Confirmed.On(102).When(Ask.Field("email", New, 102), "self");
        var messages = CustomerMessages.Of(first, verdict.Events, GivenLaw.Law);
        var change = new VerificationId(new FieldName("email"), 4);
        Assert.Equal(
            [
                new CustomerMessage("email-4-1", MessageKind.Code, change, 1, Changing.Field("email").Pending!.Value, Day(103)),
                new CustomerMessage("email-4-notice", MessageKind.ChangeNotice, change, 0, new ClaimId(3, 0), Day(116)),
            ],
            messages);
        var again = Changing.On(103).When(Ask.Code(day: 103), "self");
        Assert.Equal(["email-4-2"], CustomerMessages.Of(again.Accepted().Customer, again.Events, GivenLaw.Law).Select(m => m.Id));
    }

    [Fact]
    public void Codes_cannot_be_asked_for_without_end()
    {
        Pending.When(Ask.Code(day: 100), "self").Refused(Refusal.TooManyCodes);
        var asked = Pending;
        for (var codes = 2; codes <= ContactVerification.RememberedCodes; codes++)
        {
            asked = asked.On(100 + codes / 1000d).After(Ask.Code(day: 100), "self");
        }

        asked.On(100.9).When(Ask.Code(day: 100), "self").Refused(Refusal.TooManyCodes);
        Assert.Equal(11, asked.On(101.1).After(Ask.Code(day: 101), "self").Running()!.Codes);
    }

    [Fact]
    public void Where_nothing_waits_no_code_is_sent() => Confirmed.On(101).When(Ask.Code(day: 101), "self").Refused(Refusal.NothingToVerify, "email");
}
