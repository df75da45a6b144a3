using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Explanations;

public class CounterfactualTests
{
    private static readonly FieldRule TwoRanks = Rule(Ranked("self", 1), Ranked("crm", 3));

    [Fact]
    public void A_worse_source_would_have_to_rank_as_the_winner_does() => Assert.Equal(
        new ExplainedChange(ChangeKind.Rank, "1", "It would win field if crm ranked equal to self."),
        Change(TwoRanks, Claim("crm", "b", 1), Claim("self", "a", 0)));

    [Fact]
    public void An_older_claim_of_a_worse_source_would_have_to_rank_above_the_winner() => Assert.Equal(
        new ExplainedChange(ChangeKind.Rank, "0", "It would win field if crm ranked above self."),
        Change(TwoRanks, Claim("crm", "b", 0), Claim("self", "a", 1)));

    [Fact]
    public void Too_little_proof_would_have_to_be_the_rank_s_least() => Assert.Equal(
        new ExplainedChange(ChangeKind.Proof, "subject_authenticated", "It would win field if its origin were proved as subject_authenticated."),
        Change(Rule(Ranked("self", 1) with { MinProof = ProofLevel.SubjectAuthenticated }, Ranked("crm", 3)),
            Claim("self", "a", 1), Claim("crm", "b", 0)));

    [Fact]
    public void Owed_evidence_would_have_to_come_whole() => Assert.Equal(
        new ExplainedChange(ChangeKind.Evidence, "case, approver", "It would win field if evidence came with it: case, approver."),
        Change(Rule(Ranked("desk", 1) with { Requires = ["case", "approver"] }, Ranked("crm", 3)), Claim("desk", "a", 1), Claim("crm", "b", 0)));

    [Fact]
    public void A_claim_that_waits_would_have_to_be_verified() => Assert.Equal(
        new ExplainedChange(ChangeKind.Verification, "verified", "It would win field if the contact point were verified."),
        Change(TwoRanks with { Verification = ByCode }, Claim("self", "new", 1), Claim("self", "old", 0).Verified()));

    [Fact]
    public void An_equal_source_would_have_to_have_seen_it_later() => Assert.Equal(
        new ExplainedChange(ChangeKind.Time, "2026-07-02T10:00:00.000001Z", "It would win field if crm had seen it at 2026-07-02T10:00:00.000001Z."),
        Change(Rule(Ranked("shop", 1), Ranked("crm", 1)), Claim("crm", "b", 0), Claim("shop", "a", 1)));

    [Fact]
    public void Where_age_displaces_it_would_have_to_be_that_much_newer()
    {
        var rule = TwoRanks.Overwrite(o => o with { LowerRank = LowerRankRule.IfNewerThan, NewerBy = TimeSpan.FromDays(180) });

        Assert.Equal((ChangeKind.Time, "2026-12-28T10:00:00Z"), Named(Change(rule, Claim("crm", "b", 1), Claim("self", "a", 0))));
    }

    [Fact]
    public void What_expired_would_have_to_have_been_seen_within_its_lifetime()
    {
        var rule = Rule(Ranked("cdp", 1)) with { ValidFor = TimeSpan.FromDays(30) };
        var claim = Claim("cdp", "b", 0);

        Assert.Equal((ChangeKind.Time, "2026-07-11T10:00:00Z"), Named(Counterfactual.Of(claim, rule, [claim], Somebody, Day(40))));
    }

    [Fact]
    public void A_guard_that_does_not_hold_is_no_matter_of_the_claim()
    {
        var never = new Guard("false", new GuardExpression.Flag(false));

        Assert.Equal(
            new ExplainedChange(ChangeKind.None, null, "No single change would make it win."),
            Change(Rule(Ranked("self", 1), Ranked("partner", 9) with { Guard = never }), Claim("partner", "b", 1), Claim("self", "a", 0)));
    }

    [Fact]
    public void Two_lacks_are_no_single_change() => Assert.Equal(ChangeKind.None, Change(
        Rule(Ranked("desk", 1) with { Requires = ["case"], MinProof = ProofLevel.SignedAssertion }, Ranked("crm", 3)),
        Claim("desk", "a", 1), Claim("crm", "b", 0)).Kind);

    [Fact]
    public void A_blank_does_not_clear_what_it_may_not_clear() =>
        Assert.Equal(ChangeKind.None, Change(TwoRanks, Claim("self", (string?)null, 1, key: "app"), Claim("self", "a", 0)).Kind);

    [Fact]
    public void A_source_that_is_not_ranked_has_nothing_to_change() =>
        Assert.Equal(ChangeKind.None, Change(TwoRanks, Claim("stranger", "b", 1), Claim("self", "a", 0)).Kind);

    [Fact]
    public void What_would_win_today_needs_no_change() => Assert.Equal(
        new ExplainedChange(ChangeKind.Resolution, null, "Nothing has to change: it wins as soon as field is resolved again."),
        Change(TwoRanks, Claim("self", "a", 1), Claim("crm", "b", 0)));

    private static ExplainedChange Change(FieldRule rule, Claim loser, params Claim[] others) =>
        Counterfactual.Of(loser, rule, [.. others, loser], Somebody, Day(40));

    private static (ChangeKind, string?) Named(ExplainedChange change) => (change.Kind, change.To);
}
