using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.Verifications.GivenVerification;

namespace IdentityGrains.Domain.Tests.Verifications;

/// <summary>Somebody else sits at her account and reads a mailbox of his own. She still reads the old one.</summary>
public class TakeoverTests
{
    private const string Evil = "mallory@evil.example";

    private static readonly Policy Clearable = GivenLaw.Law.Changing("email", f => f.Overwrite(o => o with { Blank = BlankRule.Any }));

    private static Case Cleared => Confirmed.Under(Clearable).On(102).After(Ask.Field("email", null, 102), "self").On(103);

    [Fact]
    public void Confirming_the_new_address_once_more_does_not_keep_it_from_being_undone()
    {
        var twice = Changing.Confirming().On(103).After(Ask.Doubt(New, 103)).After(Ask.Code(day: 103), "self").Confirming();
        Assert.Equal((New, VerificationState.Verified), (twice.Says("email"), twice.State()));
        Assert.Equal(Old, twice.On(104).After(Ask.Cancel("stop email-4", 104), "self").Says("email"));
    }

    [Fact]
    public void Clearing_the_address_first_does_not_keep_the_last_confirmed_one_from_hearing_of_the_next()
    {
        var verdict = Cleared.When(Ask.Field("email", New, 103), "self");
        Assert.Contains(Messages(verdict), m => m is { Kind: MessageKind.ChangeNotice, To: { Version: 3, Index: 0 } });
    }

    [Fact]
    public void Clearing_the_address_first_does_not_keep_the_change_from_being_undone()
    {
        var changed = Cleared.After(Ask.Field("email", New, 103), "self").Confirming();
        var undone = changed.After(Ask.Cancel("stop " + Cleared.After(Ask.Field("email", New, 103), "self").Running()!.Id, 103), "self");
        Assert.Equal((New, Old), (changed.Says("email"), undone.Says("email")));
    }

    [Fact]
    public void Clearing_the_address_and_confirming_it_again_does_not_keep_it_from_being_undone()
    {
        var back = Changing.Confirming().Under(Clearable).On(103).After(Ask.Field("email", null, 103), "self")
            .On(104).After(Ask.Field("email", New, 104), "self").Confirming();
        Assert.Equal((New, Old), (back.Says("email"), back.After(Ask.Cancel("stop email-4", 104), "self").Says("email")));
    }

    [Fact]
    public void A_further_change_that_waits_while_the_first_is_undone_needs_a_new_code_and_the_address_that_is_back_hears_of_it()
    {
        var further = Changing.Confirming().On(103).After(Ask.Field("email", Evil, 103), "self");
        var stolen = further.Code();
        var undone = further.On(104).After(Ask.Cancel("stop email-4", 104), "self");
        Assert.Equal((Old, Evil), (undone.Says("email"), undone.Waits()));
        Assert.NotNull(undone.Running());
        undone.When(Ask.Confirm(stolen, day: 104), "self").Refused(Refusal.CodeInvalid);
        Assert.Contains(Messages(undone.When(Ask.Code(day: 104), "self")), m => m.Kind == MessageKind.ChangeNotice && m.To == undone.Field("email").Winner);
    }

    [Fact]
    public void Two_changes_in_a_row_can_both_be_undone_by_whoever_read_the_first_address()
    {
        var second = Changing.Confirming().On(103).When(Ask.Field("email", Evil, 103), "self");
        Assert.Equal(
            [new ClaimId(5, 0), new ClaimId(3, 0)], Messages(second).Where(m => m.Kind == MessageKind.ChangeNotice).Select(m => m.To));
        var taken = second.Accepted().Confirming();
        taken.When(Ask.Cancel("stop email-4", 103), "self").Refused(Refusal.CodeInvalid);
        var once = taken.After(Ask.Cancel("stop email-6", 103), "self");
        Assert.Equal((Evil, New, Old), (taken.Says("email"), once.Says("email"), once.After(Ask.Cancel("stop email-4", 103), "self").Says("email")));
    }

    [Fact]
    public void An_old_token_does_not_overwrite_what_a_person_with_a_case_put_back()
    {
        var third = Changing.Confirming().On(103).After(Ask.Field("email", Evil, 103), "self").Confirming();
        var back = third.After(Ask.FieldBack("email", 5), "console", signedIn: false);
        Assert.Equal(New, back.Says("email"));
        Assert.Equal(New, Try(back, Ask.Cancel("stop email-6", 103)).Says("email"));
    }

    [Fact]
    public void Undoing_again_and_again_keeps_no_more_claims()
    {
        var policy = GivenLaw.Law.Changing("email", f => f.Overwrite(o => o with { EqualRank = EqualRankRule.MostRecent })
            with { Sources = [Ranked("crm", 1), Ranked("self", 1)] });
        var known = Case.Known.Under(policy).On(100).After(Ask.Field("email", Old, 100), "crm").Confirming();
        var sizes = new List<int>();
        for (var day = 101; day < 106; day++)
        {
            known = known.On(day).After(Ask.Field("email", New, day), "self");
            var token = "stop " + known.Running()!.Id;
            known = known.Confirming().After(Ask.Cancel(token, day), "self");
            Assert.Equal(Old, known.Says("email"));
            sizes.Add(known.Field("email").Live.Length);
        }

        Assert.Equal(sizes[0], sizes[^1]);
    }

    [Fact]
    public void An_address_that_could_not_be_reached_is_as_doubtful_when_it_comes_back()
    {
        var doubted = Confirmed.On(101).After(Ask.Doubt(Old, 101)).On(102).After(Ask.Field("email", New, 102), "self");
        var token = "stop " + doubted.Running()!.Id;
        var changed = doubted.Confirming();
        Assert.Equal((New, VerificationState.Verified), (changed.Says("email"), changed.State()));
        var undone = changed.After(Ask.Cancel(token, 102), "self");
        Assert.Equal((Old, VerificationState.Suspect), (undone.Says("email"), undone.State()));
        var rolledBack = changed.After(Ask.Undo(changed.Customer.Version), "console");
        Assert.Equal((Old, VerificationState.Suspect), (rolledBack.Says("email"), rolledBack.State()));
    }

    [Fact]
    public void A_rollback_sends_no_code_to_an_address_that_nobody_named_just_now()
    {
        var stopped = Changing.After(Ask.Cancel("stop email-4", 102), "self");
        var verdict = stopped.When(Ask.Undo(stopped.Customer.Version), "console");
        Assert.Equal(New, verdict.Accepted().Waits());
        Assert.DoesNotContain(verdict.Events, e => e is CodeIssued);
        Assert.NotNull(verdict.Accepted().Running());
    }

    [Fact]
    public void A_code_from_before_the_policy_asked_for_none_confirms_nothing_afterwards()
    {
        var without = GivenLaw.Law.Changing("email", f => f.Overwrite(o => o with { Unverified = UnverifiedRule.NotApplicable }) with { Verification = null });
        var meanwhile = Look(Pending.Under(without)).On(101).After(Ask.Field("email", New, 101), "self");
        var again = Look(meanwhile.Under(GivenLaw.Law));
        Assert.Equal((null, New), (again.Says("email"), again.Waits()));
        again.On(100.5).When(Ask.Confirm(Pending.Code(), day: 100), "self").Refused(Refusal.CodeInvalid);
    }

    private static Case Look(Case @case) => @case.WhenLookedAtAgain() is { Decision: Decision.Accepted } again ? again.Accepted() : @case;

    private static Case Try(Case @case, CustomerCommand command) =>
        @case.When(command, "self") is { Decision: Decision.Accepted } verdict ? verdict.Accepted() : @case;

    private static ImmutableArray<CustomerMessage> Messages(Verdict verdict) =>
        CustomerMessages.Of(verdict.Accepted().Customer, verdict.Events, verdict.Before.Policy);
}
