using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;
using static IdentityGrains.Domain.Tests.Verifications.GivenVerification;

namespace IdentityGrains.Domain.Tests.Verifications;

/// <summary>A code opens what its message named, for the address that it went to, and nothing else.</summary>
public class InformedOptInTests
{
    private static readonly Platform Mail = Platform("mail", Mapped("email", VerificationState.Verified, Email));
    private static readonly Policy Telling = GivenLaw.Law.Telling(Mail);

    private static Case Adult => Case.Known.Under(Telling).On(100).After(Ask.Fields(("residence", "EU"), ("born", "1990-01-01")).On(100));

    private static Case Waiting => Adult.After(Ask.Field("email", Old, 100), "self");

    [Fact]
    public void A_code_from_before_the_grant_does_not_confirm_it()
    {
        var granted = Waiting.After(Ask.Grant(Email, 100));
        Try(granted, Ask.Confirm(Waiting.Code(), day: 100)).Awaits();
    }

    [Fact]
    public void A_grant_while_a_code_is_on_its_way_leaves_that_good_and_is_asked_for_once_it_came_back()
    {
        var granted = Waiting.On(101).After(Ask.Grant(Email, 101));
        Assert.Equal(Waiting.Running(), granted.Running());
        var confirmed = granted.Confirming();
        Assert.Equal((Old, 1), (confirmed.Says("email"), confirmed.Running()!.Codes));
        Assert.Null(Told(confirmed.Confirming()));
    }

    [Fact]
    public void A_message_names_the_grants_that_its_code_confirms()
    {
        var granted = Waiting.After(Ask.Grant(Email, 100));
        var verdict = granted.When(Ask.Confirm(granted.Code(), day: 100), "self");
        var after = verdict.Accepted().Customer;
        var message = Assert.Single(CustomerMessages.Of(after, verdict.Events, Telling));
        var composed = CustomerMessages.Compose(message, CustomerMessages.Current(message, after)!, after, Telling, GuessableCodes.Instance);
        Assert.Equal([Email], composed!.OptsIn);
    }

    [Fact]
    public void When_no_code_may_be_sent_any_more_the_grant_waits()
    {
        var many = Waiting;
        for (var codes = 2; codes <= ContactVerification.RememberedCodes; codes++)
        {
            many = many.On(100 + codes / 1000d).After(Ask.Code(day: 100), "self");
        }

        many.After(Ask.Grant(Email, 100)).Confirming().Awaits();
    }

    [Fact]
    public void A_confirmed_address_that_does_not_win_confirms_no_grant_at_the_one_that_does()
    {
        var policy = Telling.Changing("email", f => f.Overwrite(o => o with { LowerRank = LowerRankRule.IfNewerThan, NewerBy = TimeSpan.FromDays(1) }));
        var granted = Adult.Under(policy).After(Ask.Field("email", Old, 100), "crm").Confirming().After(Ask.Grant(Email, 100));
        var late = granted.After(Ask.Field("email", New, 50), "self");
        var confirmed = late.After(Ask.Confirm(late.Code(), day: 60), "self");
        Assert.Equal(Old, confirmed.Says("email"));
        confirmed.Awaits();
    }

    [Fact]
    public void The_fence_rises_where_a_move_makes_a_grant_wait_for_its_confirmation()
    {
        var californian = Case.Known.Under(Telling).On(100).After(Ask.Fields(("residence", "US-CA"), ("born", "1990-01-01")).On(100))
            .After(Ask.Field("email", Old, 100), "self").Confirming().After(Ask.Grant(Email, 100));
        Assert.Null(Told(californian));
        var moved = californian.On(101).When(Ask.Field("residence", "EU", 101));
        moved.Accepted().Awaits();
        Assert.True(Narrows(moved));
    }

    [Fact]
    public void The_fence_rises_where_an_undone_change_makes_a_grant_wait_for_its_confirmation()
    {
        var changed = Adult.After(Ask.Grant(Email, 100)).After(Ask.Field("email", Old, 100), "self").Confirming()
            .On(101).After(Ask.Field("email", New, 101), "self");
        var token = "stop " + changed.Running()!.Id;
        var undone = changed.Confirming().When(Ask.Cancel(token, 101), "self");
        undone.Accepted().Awaits();
        Assert.True(Narrows(undone));
    }

    [Fact]
    public void The_fence_rises_where_a_rollback_leaves_nothing_of_a_value()
    {
        var known = Case.Known.On(100).After(Ask.Field("name", "Ana", 100));
        Assert.True(Narrows(known.When(Ask.Undo(known.Customer.Version), "console")));
    }

    private static Case Try(Case @case, CustomerCommand command) =>
        @case.When(command, "self") is { Decision: Decision.Accepted } verdict ? verdict.Accepted() : @case;

    private static bool Narrows(Verdict verdict) =>
        Effects.Of(verdict.Before.Customer, verdict.Accepted().Customer, verdict.Events, verdict.Before.Policy, Day(verdict.Before.Today)).Narrows;

    internal static Withheld? Told(Case @case) => Assert.Single(Disclose.To(Mail, @case.Customer, @case.Policy, Day(@case.Today)).Fields).Why;
}

internal static class Awaiting
{
    /// <summary>The address is told to nobody for the grant, whether it is confirmed or not.</summary>
    public static void Awaits(this Case @case) =>
        Assert.Contains(InformedOptInTests.Told(@case), new Withheld?[] { Withheld.AwaitsOptIn, Withheld.VerificationState });
}
