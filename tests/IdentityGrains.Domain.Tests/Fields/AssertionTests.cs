using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Fields;

public class AssertionTests
{
    [Fact]
    public void What_a_ranked_source_says_is_known_since()
    {
        var after = Known.When(Ask.Field("name", " Ana ")).Accepted();
        Assert.Equal(("Ana", 2L, 2L), (after.Says("name"), after.Field("name").ValueVersion, after.Customer.Version));
    }

    [Fact]
    public void A_claim_carries_everything_that_later_decisions_may_ask_for()
    {
        var after = Known.After(Ask.Attach("support", "S-1"), by: "support").After(Ask.Fields(("tier", "gold"), ("name", "Ana")).With("case"), by: "support");
        var claim = after.Field("name").Current!;
        Assert.Equal(
            (new ClaimId(3, 1), new SourceName("support"), "S-1", Given.Day(50), ProofLevel.ServiceAuthenticated, false, Given.Ana),
            (claim.Id, claim.Source, claim.Key, claim.ObservedAt, claim.Proof, claim.Verified, claim.Origin));
        Assert.Equal([new Evidence("case", "ref-1")], claim.Evidence);
    }

    [Fact]
    public void A_lesser_source_does_not_replace_what_a_greater_one_said()
    {
        var told = Known.After(Ask.Field("name", "Ana"), by: "self", signedIn: true).When(Ask.Field("name", "Anna", day: 60), by: "crm");
        Assert.Equal("lower_rank", told.Outcomes);
        Assert.Equal("Ana", told.Accepted().Says("name"));
    }

    [Fact]
    public void Saying_what_is_known_corroborates_and_changes_nothing()
    {
        var again = Holding("name", "Ana", by: "crm").When(Ask.Field("name", "Ana"), by: "crm");
        Assert.Equal("corroborates", again.Outcomes);
        Assert.Equal(2, again.Accepted().Field("name").ValueVersion);
    }

    [Fact]
    public void One_fault_refuses_every_field()
    {
        Known.When(Ask.Fields(("name", "Ana"), ("shoe", "42"), ("hat", "M"))).Refused(Refusal.UnknownField, "shoe", "hat");
        Known.When(Ask.Fields(("name", "Ana"), ("income", "high"), ("tier", "gold"))).Refused(Refusal.FieldAuthorityDenied, "income");
        Known.When(Ask.Fields(("name", "Ana"), ("tier", GivenLaw.Nonsense))).Refused(Refusal.InvalidValue, "tier");
    }

    [Fact]
    public void Authority_is_asked_before_anything_that_could_tell_the_value() =>
        Holding("member", "M1", by: "crm").When(Ask.Field("member", "M1"), by: "support").Refused(Refusal.FieldAuthorityDenied, "member");

    [Fact]
    public void A_field_is_said_once_in_one_act() =>
        Known.When(Ask.Fields(("name", "Ana"), ("tier", "gold"), ("name", "Anna"))).Refused(Refusal.InvalidValue, "name");

    [Fact]
    public void An_act_that_says_nothing_is_none()
    {
        Known.When(Ask.Fields()).Refused(Refusal.InvalidValue, "");
        Known.When(Ask.Fields() with { Fields = default }).Refused(Refusal.InvalidValue, "");
    }

    [Fact]
    public void An_absent_list_is_an_empty_one()
    {
        Assert.Empty(Known.After(Ask.Field("name", "Ana") with { Evidence = default }).Field("name").Current!.Evidence);
        Assert.Empty(Known.After(Ask.Grant(GivenPolicy.Email) with { Evidence = default }).Customer.Consents[GivenPolicy.Email].Evidence);
        Assert.Empty(Known.After(Ask.Withdraw(GivenPolicy.Email) with { Evidence = default }).Customer.Consents[GivenPolicy.Email].Evidence);
        var restricted = Known.After(Ask.Restrict() with { Evidence = default });
        restricted.When(Ask.Release() with { Evidence = default }).Refused(Refusal.EvidenceMissing, "evidence");
    }

    [Fact]
    public void What_is_set_for_ever_is_set_for_ever()
    {
        var member = Holding("member", "M1", by: "self");
        member.When(Ask.Field("member", "M2"), by: "crm").Refused(Refusal.FieldImmutable, "member");
        member.When(Ask.Field("member", null), by: "crm").Refused(Refusal.FieldImmutable, "member");
        Assert.Equal("M1", member.When(Ask.Field("member", "M1"), by: "crm").Accepted().Says("member"));
    }

    [Fact]
    public void A_source_with_one_key_here_speaks_under_it()
    {
        var one = Known.After(Ask.Attach("crm", "C-1")).After(Ask.Attach("self", "S-1"), by: "self");
        Assert.Equal("C-1", KeyOf(one));
        Assert.Equal("", KeyOf(Known));

        var two = one.After(Ask.Attach("crm", "C-2"));
        Assert.Equal("", KeyOf(two));
        Assert.Equal("C-2", two.After(Ask.Field("name", "Ana").Under("C-2")).Field("name").Current!.Key);

        static string KeyOf(Case known) => known.After(Ask.Field("name", "Ana")).Field("name").Current!.Key;
    }

    [Fact]
    public void A_source_speaks_under_its_own_keys_only()
    {
        var known = Known.After(Ask.Attach("self", "S-1"), by: "self");
        known.When(Ask.Field("name", "Ana").Under("S-1"), by: "crm").Refused(Refusal.ForeignKey, "key");
        known.When(Ask.Field("name", "Ana").Under("C-9"), by: "crm").Refused(Refusal.ForeignKey, "key");
    }

    [Fact]
    public void Evidence_that_no_rule_asks_for_is_refused() =>
        Known.When(Ask.Field("name", "Ana").With("case", "horoscope")).Refused(Refusal.EvidenceUnknown, "evidence");

    [Fact]
    public void What_is_proved_too_little_or_lacks_evidence_is_recorded_and_not_believed()
    {
        Assert.Equal("insufficient_proof", Known.When(Ask.Field("name", "Ana"), by: "self").Outcomes);
        Assert.Equal("missing_requirement", Known.When(Ask.Field("name", "Ana"), by: "support").Outcomes);
        Assert.Equal("winner", Known.When(Ask.Field("name", "Ana").With("case"), by: "support").Outcomes);
    }

    [Theory]
    [InlineData("2026-10-09", null)]
    [InlineData("2026-10-10", null)]
    [InlineData("2026-10-11", "born")]
    [InlineData("2099-01-01", "born")]
    public void Nobody_is_born_later_than_tomorrow(string born, string? refused)
    {
        // Today is the 9th of October; on the islands of the Pacific it is the 10th before the day is over.
        var verdict = Known.On(100).When(Ask.Field("born", born));
        if (refused is null)
        {
            Assert.Equal(born, verdict.Accepted().Says("born"));
        }
        else
        {
            verdict.Refused(Refusal.InvalidValue, refused);
        }
    }

    [Fact]
    public void Another_date_than_that_of_birth_may_lie_ahead() =>
        Assert.Equal("2099-01-01", Known.After(Ask.Field("tier", "2099-01-01")).Says("tier"));

    [Fact]
    public void A_contact_point_waits_to_be_verified()
    {
        var after = Known.After(Ask.Field("email", "a@a.example", day: 90));
        Assert.Equal((null, VerificationState.Pending), (after.Says("email"), after.Field("email").State));
        Assert.Equal(after.Field("email").Pending, Assert.Single(after.Field("email").Live).Claim.Id);
    }

    [Fact]
    public void Equal_sources_that_disagree_are_contested() =>
        Assert.Equal("contested", Holding("segment", "a", by: "cdp").When(Ask.Field("segment", "b"), by: "crm").Outcomes);
}
