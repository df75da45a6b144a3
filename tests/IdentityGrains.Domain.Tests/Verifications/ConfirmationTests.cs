using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.Verifications.GivenVerification;

namespace IdentityGrains.Domain.Tests.Verifications;

public class ConfirmationTests
{
    [Fact]
    public void A_new_address_waits_and_a_code_goes_to_it()
    {
        Assert.Equal((null, Old, VerificationState.Pending), (Pending.Says("email"), Pending.Waits(), Pending.State()));
        Assert.Equal(new RunningVerification(new VerificationId(new FieldName("email"), 2), Day(107), 1, Day(101), 5), Pending.Running());
    }

    [Fact]
    public void The_right_code_makes_it_current() =>
        Assert.Equal((Old, null, VerificationState.Verified, null), (Confirmed.Says("email"), Confirmed.Waits(), Confirmed.State(), Confirmed.Running()));

    [Fact]
    public void A_confirmed_value_counts_from_its_confirmation()
    {
        var late = Pending.On(100.5).Confirming();
        Assert.Equal(Day(100.5), late.Field("email").Current!.ObservedAt);
        Assert.Equal("self", late.Field("email").Current!.Source.Value);
    }

    [Fact]
    public void While_another_address_waits_the_confirmed_one_stays() =>
        Assert.Equal((Old, New, VerificationState.Verified), (Changing.Says("email"), Changing.Waits(), Changing.State()));

    [Fact]
    public void The_right_code_switches_the_value_at_the_next_version()
    {
        var changed = Changing.Confirming();
        Assert.Equal((New, Changing.Customer.Version + 1), (changed.Says("email"), changed.Field("email").ValueVersion));
    }

    [Fact]
    public void Each_wrong_code_counts_and_the_last_one_locks_even_the_right_code()
    {
        var guessed = Pending;
        for (var left = 4; left >= 0; left--)
        {
            guessed = guessed.After(Ask.Confirm("000000", day: 100), "self");
            Assert.Equal(left, guessed.Running()!.AttemptsLeft);
        }

        guessed.When(Ask.Confirm(guessed.Code(), day: 100), "self").Refused(Refusal.CodeInvalid);
        Assert.Equal((null, Old), (guessed.Says("email"), guessed.Waits()));
    }

    [Theory]
    [InlineData("expired", 101.1)]
    [InlineData("in full-width digits", 100)]
    [InlineData("used already", 100)]
    [InlineData("of an older value", 100)]
    public void A_code_that_is_not_right_now_is_not_taken(string how, double day)
    {
        var right = Pending.Code();
        var (before, code) = how switch
        {
            "in full-width digits" => (Pending, string.Concat(right.Select(c => (char)(c - '0' + '\uff10')))),
            "used already" => (Pending.Confirming(), right),
            "of an older value" => (Pending.After(Ask.Field("email", New, 100), "self"), right),
            _ => (Pending, right),
        };
        var verdict = before.On(day).When(Ask.Confirm(code, day: day), "self");
        Assert.True(verdict.Why == Refusal.CodeInvalid || verdict.Events is [CodeRejected]);
    }

    [Fact]
    public void A_verification_that_is_over_cannot_be_meant() =>
        Pending.When(Ask.Confirm(Pending.Code(), new VerificationId(new FieldName("email"), 1), 100), "self").Refused(Refusal.VerificationOver);

    [Theory]
    [InlineData("crm")]
    [InlineData("cdp")]
    [InlineData("acme")]
    public void A_platform_can_never_raise_a_verification(string by) =>
        Pending.When(Ask.Confirm(Pending.Code(), day: 100), by).Refused(Refusal.NotAuthoritative);

    [Fact]
    public void An_unrelated_edit_between_request_and_code_does_no_harm() =>
        Assert.Equal(Old, Pending.After(Ask.Field("tier", "gold", 100)).Confirming().Says("email"));

    [Fact]
    public void The_same_address_said_again_keeps_the_code_alive()
    {
        var again = Pending.After(Ask.Field("email", Old, 100), "self");
        Assert.Equal(Pending.Running(), again.Running());
        Assert.Equal(Old, again.Confirming().Says("email"));
    }

    [Fact]
    public void An_empty_claim_has_nothing_to_wait_for()
    {
        var cleared = Confirmed.On(102).When(Ask.Field("email", null, 102), "self");
        Assert.DoesNotContain(cleared.Events, e => e is CodeIssued);
    }
}
