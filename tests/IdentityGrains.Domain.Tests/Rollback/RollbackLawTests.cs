using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Tests.Verifications;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Rollback;

public class RollbackLawTests
{
    // Version 2 says Ana, version 3 says Eva and where she lives.
    private static readonly Case Corrected = Known.After(Ask.Field("name", "Ana", 50)).After(Ask.Fields(("name", "Eva"), ("residence", "EU")).On(60));

    [Fact]
    public void A_field_goes_back_to_what_a_version_said()
    {
        var back = Corrected.After(Ask.FieldBack("name", 2), by: "console");
        Assert.Equal(("Ana", "EU"), (back.Says("name"), back.Says("residence")));
        Assert.Equal(4, back.Field("name").ValueVersion);
    }

    [Fact]
    public void A_field_goes_back_to_where_nobody_had_spoken_of_it() =>
        Assert.Null(Corrected.After(Ask.FieldBack("residence", 2), by: "console").Says("residence"));

    [Fact]
    public void A_change_set_goes_with_everything_that_it_said()
    {
        var undone = Corrected.After(Ask.Undo(3), by: "console");
        Assert.Equal(("Ana", null), (undone.Says("name"), undone.Says("residence")));
    }

    [Fact]
    public void Undoing_the_undoing_brings_everything_back()
    {
        var again = Corrected.After(Ask.Undo(3), by: "console").After(Ask.Undo(4), by: "console");
        Assert.Equal(("Eva", "EU"), (again.Says("name"), again.Says("residence")));
    }

    [Fact]
    public void Nothing_is_deleted_what_counts_again_is_a_twin_of_what_the_source_said()
    {
        var retracted = Assert.IsType<ClaimsRetracted>(Corrected.When(Ask.FieldBack("name", 2), by: "console").Events[0]);
        Assert.Equal((RetractionGround.RolledBack, new SourceName("console")), (retracted.Ground, retracted.By));
        Assert.Equal([new ClaimId(3, 0)], retracted.Standing.Ended);
        var twin = Assert.Single(retracted.Restored);
        Assert.Equal((new ClaimId(4, 0), new SourceName("crm"), Given.Day(50)), (twin.Id, twin.Source, twin.ObservedAt));
    }

    [Fact]
    public void What_was_said_later_stays()
    {
        var later = Corrected.After(Ask.Field("name", "Mia", 70));
        Assert.Equal("Mia", later.After(Ask.Undo(3), by: "console").Says("name"));
        Assert.Null(later.After(Ask.Undo(3), by: "console").Says("residence"));
    }

    [Fact]
    public void A_later_claim_that_is_proved_too_little_does_not_keep_the_earlier_one_away()
    {
        // Support owes a case for a name: its second word has none, so the first still matters.
        var law = Known.After(Ask.Field("name", "Ana", 10).With("case"), by: "support").After(Ask.Field("name", "Eva", 20).With("case"), by: "support")
            .After(Ask.Field("name", "Mia", 30), by: "support");
        Assert.Equal("Ana", law.After(Ask.Undo(3), by: "console").Says("name"));
    }

    [Theory]
    [InlineData("self")]
    [InlineData("crm")]
    [InlineData("cdp")]
    [InlineData("acme")]
    public void It_is_peoples_work(string by) => Corrected.When(Ask.Undo(3), by).Refused(Refusal.NotAuthoritative);

    [Fact]
    public void It_owes_what_the_console_owes() =>
        Corrected.When(Ask.Undo(3) with { Evidence = [] }, by: "console").Refused(Refusal.EvidenceMissing, "evidence");

    [Fact]
    public void There_is_no_way_back_to_what_never_was()
    {
        Corrected.When(Ask.Undo(9), by: "console").Refused(Refusal.VersionUnknown, "changeSet");
        Corrected.When(Ask.FieldBack("name", 9), by: "console").Refused(Refusal.VersionUnknown, "toVersion");
        Corrected.When(Ask.FieldBack("shoe", 2), by: "console").Refused(Refusal.UnknownField, "shoe");
    }

    [Fact]
    public void Where_nothing_was_said_since_nothing_is_recorded() => Corrected.When(Ask.FieldBack("name", 3), by: "console").Unchanged();

    [Fact]
    public void A_grant_of_the_change_set_is_withdrawn_with_the_urgency_of_a_withdrawal()
    {
        var granted = Corrected.After(Ask.Field("born", "1990-01-01")).After(Ask.Grant(Email, 60));
        var undone = granted.When(Ask.Undo(5), by: "console");
        var effects = Effects.Of(granted.Customer, undone.Accepted().Customer, undone.Events, granted.Policy, Given.Day(100));
        Assert.Equal(Stance.Denied, undone.Accepted().Customer.Consents[Email].Stance);
        Assert.Equal((true, Lane.Withdrawal), (effects.Narrows, effects.Lane));

        // It was asked on day 50 and is dated as the grant is, so that no late yes lies between the two and stands.
        Assert.Equal(Given.Day(60), undone.Accepted().Customer.Consents[Email].ObservedAt);
    }

    [Fact]
    public void A_guardians_grant_is_withdrawn_as_the_guardians()
    {
        var granted = Known.After(Ask.Fields(("residence", "EU"), ("born", "2014-01-01"))).After(Ask.GuardianGrants(Personal, "case"));
        Assert.Equal(Stance.Denied, granted.After(Ask.Undo(3), by: "console").Customer.GuardianConsents[Personal].Stance);
    }

    [Fact]
    public void A_grant_that_she_repeated_is_hers() =>
        Assert.Equal(Stance.Granted, Corrected.After(Ask.Grant(Email, 50)).After(Ask.Grant(Email, 60))
            .When(Ask.Undo(4), by: "console").Before.Customer.Consents[Email].Stance);

    [Fact]
    public void A_withdrawal_an_opt_out_and_a_restriction_stay()
    {
        Known.After(Ask.Withdraw(Email)).When(Ask.Undo(2), by: "console").Refused(Refusal.OnlyStricter);
        Known.After(Ask.GuardianWithdraws(Email)).When(Ask.Undo(2), by: "console").Refused(Refusal.OnlyStricter);
        Known.After(Ask.Signal(SignalKind.Gpc, "1")).When(Ask.Undo(2), by: "console").Refused(Refusal.OnlyStricter);
        Known.After(Ask.Restrict()).When(Ask.Undo(2), by: "console").Refused(Refusal.OnlyStricter);
    }

    [Fact]
    public void A_restriction_that_was_ended_is_in_force_again()
    {
        var released = Known.After(Ask.Restrict()).After(Ask.Release("case_reference"));
        Assert.True(released.After(Ask.Undo(3), by: "console").Customer.Restricted);
    }

    [Fact]
    public void What_guards_read_goes_back_and_guarded_fields_follow()
    {
        var filled = Known.After(Ask.Fields(("residence", "EU"), ("born", "1990-01-01"))).After(Ask.Field("income", "high"), by: "acme")
            .After(Ask.Field("residence", "US-CA", 60));
        Assert.Equal("high", filled.Says("income"));
        var undone = filled.After(Ask.Undo(4), by: "console");
        Assert.Equal(("EU", null), (undone.Says("residence"), undone.Says("income")));
        undone.WhenLookedAtAgain().Unchanged();
    }

    [Fact]
    public void A_confirmation_goes_back_and_the_address_before_it_counts_again()
    {
        var changed = GivenVerification.Changing.Confirming();
        Assert.Equal(GivenVerification.New, changed.Says("email"));
        Assert.Equal(GivenVerification.Old, changed.After(Ask.Undo(changed.Customer.Version), by: "console").Says("email"));
    }
}
