using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Policies;

public class EmbeddedTestsTests
{
    private static readonly PolicyExpectation Nothing = new(null, null, null, [], null, null, null, null, null);

    private static readonly Policy Example = With(
        Named("name", "string", Ranked("self", 1), Ranked("crm", 2), Ranked("till", 2)) with { ValidFor = TimeSpan.FromDays(100) },
        Rule(Ranked("idp", 1)).Overwrite(o => o with { EqualRank = EqualRankRule.Steward }))
        .Telling(Platform("mail", Mapped("name", null, Email)));

    private static readonly PolicyQuestion Names = new PolicyQuestion.Field(
        new FieldName("name"), [Claim("self", "Ana", 0), Claim("crm", "Anna", 1), Claim("till", "Ana", 2)]);

    private static readonly PolicyQuestion Contest = new PolicyQuestion.Field(Field, [
        Claim("idp", "a", 0, key: "1"), Claim("idp", "b", 1, key: "2"), Claim("idp", "b", 2, key: "3") with { Proof = ProofLevel.None },
    ]);

    private static readonly PolicyQuestion Mail = new PolicyQuestion.Release(new PlatformName("mail"), new FieldName("name"));

    [Fact]
    public void Only_what_is_expected_is_compared() => Assert.True(Run(Names, Nothing).Passed);

    public static TheoryData<string, PolicyQuestion, PolicyExpectation> Right => new()
    {
        { "winner", Names, Nothing with { Winner = new FieldValue.Text("Ana") } },
        { "nobody waits", Names, Nothing with { Pending = FieldValue.Blank } },
        { "losers", Names, Nothing with { Losers = [Loses("crm", Outcome.LowerRank), Loses("till", Outcome.Corroborates)] } },
        { "a winner's other claim", Contest, Nothing with { Losers = [Loses("idp", Outcome.Contested)], Exception = "conflicting_claims" } },
        { "what is not proved", Contest, Nothing with { Exception = "unproven_source" } },
        { "state", Names, Nothing with { State = VerificationState.None } },
        { "withheld", Mail, Nothing with { Released = false, Reason = "no_purpose_permitted" } },
        { "not permitted", new PolicyQuestion.Permit(Email), Nothing with { Permitted = false, Reason = "no_consent" } },
        { "permitted", new PolicyQuestion.Permit(Fulfilment), Nothing with { Permitted = true } },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void What_comes_out_as_expected_passes(string what, PolicyQuestion question, PolicyExpectation expect)
    {
        Assert.NotEmpty(what);
        Assert.Empty(Run(question, expect).Differences);
    }

    [Fact]
    public void Every_difference_is_told_with_what_was_expected_and_what_came_out()
    {
        var result = Run(Names, Nothing with
        {
            Winner = new FieldValue.Text("Anna"), Pending = new FieldValue.Text("Eve"), State = VerificationState.Verified,
            Losers = [Loses("crm", Outcome.Stale), Loses("nobody", Outcome.Unranked)], Exception = "conflicting_claims", Permitted = true,
        });
        Assert.Equal(
            [
                new("winner", "what assertion 2 (crm) says", "what assertion 1 (self) says"),
                new("pending", "a value that no assertion says", "none"),
                new("state", "verified", "none"),
                new("exception", "conflicting_claims", "none"),
                new("loser crm", "stale", "lower_rank"),
                new("loser nobody", "unranked", "none"),
                new("permitted", "an answer", "a question that has no such answer"),
            ],
            result.Differences);
        Assert.False(result.Passed);
    }

    [Fact]
    public void A_release_that_was_not_expected_is_told() => Assert.Equal(
        [new("decision", "released", "withheld"), new("purpose", "email_marketing", "none"), new("reason", "restricted", "no_purpose_permitted")],
        Run(Mail, Nothing with { Released = true, Purpose = Email, Reason = "restricted" }).Differences);

    [Fact]
    public void Now_is_the_latest_assertion_unless_the_example_names_it()
    {
        var expect = Nothing with { Winner = new FieldValue.Text("Ana") };
        Assert.True(Run(Names, expect).Passed);
        Assert.False(Run(Names, expect, Day(500)).Passed);
        Assert.True(Run(Names, Nothing with { Winner = FieldValue.Blank, Losers = [Loses("self", Outcome.Expired)] }, Day(500)).Passed);
    }

    [Fact]
    public void An_example_of_a_field_that_the_policy_does_not_know_fails() => Assert.False(
        Run(new PolicyQuestion.Field(new FieldName("shoe_size"), []), Nothing with { Winner = FieldValue.Blank }).Passed);

    private static KeyValuePair<SourceName, Outcome> Loses(string source, Outcome outcome) => KeyValuePair.Create(new SourceName(source), outcome);

    private static PolicyTestResult Run(PolicyQuestion question, PolicyExpectation expect, DateTimeOffset? now = null) =>
        Assert.Single(EmbeddedTests.Run(Example with { Tests = [new PolicyTest("it holds", question, Somebody, now, expect)] }));
}
