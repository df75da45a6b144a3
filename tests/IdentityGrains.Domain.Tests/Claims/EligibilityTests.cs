using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

public class EligibilityTests
{
    private static readonly Guard AdultInEurope = new("subject.region == 'EU' && subject.ageYears >= 18", new GuardExpression.And(
        new GuardExpression.Compare(
            Comparison.Equal, new GuardExpression.Variable(GuardVariable.Region), new GuardExpression.Text("EU")),
        new GuardExpression.Compare(
            Comparison.GreaterOrEqual, new GuardExpression.Variable(GuardVariable.AgeYears), new GuardExpression.Number(18))));

    private static readonly FieldRule Strict = Rule(
        Ranked("partner", 1) with { MinProof = ProofLevel.SignedAssertion, Requires = ["case", "approver"], Guard = AdultInEurope })
        with { ValidFor = TimeSpan.FromDays(10) };

    [Fact]
    public void The_first_failing_reason_wins_in_the_order_of_the_policy_page()
    {
        // Each row repairs one fault of the row before and meets the next.
        var claim = Claim("stranger", "x", 0) with { Proof = ProofLevel.None };
        var facts = Somebody with { AgeYears = null };
        Assert.Equal(Outcome.Unranked, Judge(claim, facts, 11));
        Assert.Equal(Outcome.GuardError, Judge(claim = claim with { Source = new SourceName("partner") }, facts, 11));
        Assert.Equal(Outcome.GuardFalse, Judge(claim, facts = facts with { AgeYears = 17 }, 11));
        Assert.Equal(Outcome.InsufficientProof, Judge(claim, facts = facts with { AgeYears = 18 }, 11));
        Assert.Equal(Outcome.MissingRequirement, Judge(claim = claim with { Proof = ProofLevel.SignedAssertion }, facts, 11));
        Assert.Equal(Outcome.MissingRequirement, Judge(claim = claim.With("case"), facts, 11));
        Assert.Equal(Outcome.Expired, Judge(claim = claim.With("case", "approver"), facts, 11));
        Assert.Equal(Outcome.Winner, Judge(claim, facts, 10));
    }

    [Fact]
    public void The_last_instant_of_a_lifetime_still_belongs_to_it()
    {
        var lifetime = Rule(Ranked("crm", 1)) with { ValidFor = TimeSpan.FromDays(10) };
        var claim = Claim("crm", "x", 0);
        Assert.Equal(claim, Survivorship.Resolve(lifetime, [claim], Somebody, Day(10)).Winner);
        Assert.Null(Survivorship.Resolve(lifetime, [claim], Somebody, Day(10).AddTicks(1)).Winner);
    }

    [Fact]
    public void A_verified_value_outlives_its_lifetime_in_state_expired()
    {
        var rule = Rule(Ranked("crm", 1)) with { ValidFor = TimeSpan.FromDays(10), Verification = ByCode };
        var resolution = Resolve(rule, today: 11, Claim("crm", "x", 0).Verified());
        Assert.Equal("winner", resolution.Outcomes());
        Assert.Equal(Domain.Fields.VerificationState.Expired, resolution.State);
    }

    [Fact]
    public void A_claim_that_does_not_count_replaces_nothing_not_even_of_its_own_source()
    {
        var resolution = Resolve(Rule(Ranked("shop", 1)),
            Claim("shop", "old", 0), Claim("shop", "new", 1) with { Proof = ProofLevel.TransportAuthenticated });
        Assert.Equal("winner insufficient_proof", resolution.Outcomes());
    }

    private static Outcome Judge(Claim claim, SubjectFacts facts, double today) =>
        Assert.Single(Survivorship.Resolve(Strict, [claim], facts, Day(today)).Judged).Outcome;
}
