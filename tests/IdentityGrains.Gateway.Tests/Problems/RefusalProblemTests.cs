using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Problems;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Problems;

public class RefusalProblemTests
{
    public static TheoryData<Refusal, int, string> Table => new()
    {
        { Refusal.UnknownSource, 403, "forbidden" },
        { Refusal.UnknownCustomer, 404, "subject-not-found" },
        { Refusal.CustomerExists, 409, "customer-exists" },
        { Refusal.MayNotCreate, 403, "may-not-create" },
        { Refusal.ForeignKey, 403, "foreign-key" },
        { Refusal.KeyTaken, 409, "key-taken" },
        { Refusal.TooManyKeys, 422, "too-many-items" },
        { Refusal.ObservedInFuture, 422, "observed-in-future" },
        { Refusal.UnknownField, 422, "unknown-field" },
        { Refusal.FieldAuthorityDenied, 403, "field-authority-denied" },
        { Refusal.InvalidValue, 422, "validation-failed" },
        { Refusal.FieldImmutable, 422, "field-immutable" },
        { Refusal.StaleAssertion, 409, "stale-assertion" },
        { Refusal.UnknownPurpose, 422, "unknown-purpose" },
        { Refusal.NotAuthoritative, 403, "not-authoritative" },
        { Refusal.InsufficientProof, 403, "insufficient-proof" },
        { Refusal.EvidenceMissing, 422, "evidence-missing" },
        { Refusal.NoticeUnknown, 422, "notice-unknown" },
        { Refusal.EvidenceUnknown, 422, "evidence-unknown" },
        { Refusal.InvalidProof, 403, "invalid-proof" },
        { Refusal.Malformed, 422, "validation-failed" },
        { Refusal.NothingToVerify, 422, "nothing-to-verify" },
        { Refusal.VerificationOver, 409, "version-conflict" },
        { Refusal.CodeInvalid, 422, "code-invalid" },
        { Refusal.TooManyCodes, 429, "rate-limited" },
        { Refusal.AgeGate, 403, "age-gate" },
        { Refusal.NeedsOwnDecision, 403, "needs-own-decision" },
        { Refusal.SignalInvalid, 422, "signal-invalid" },
        { Refusal.VersionUnknown, 404, "version-not-found" },
        { Refusal.OnlyStricter, 409, "only-stricter" },
        { Refusal.DeadlineOver, 408, "deadline-exceeded" },
        { Refusal.VersionMoved, 412, "version-conflict" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_refusal_is_told_with_its_own_page(Refusal why, int status, string slug)
    {
        var problem = RefusalProblems.Of(why, []);

        Assert.Equal((status, slug), (problem.Status, problem.Slug));
    }

    [Fact]
    public void Every_refusal_of_the_law_is_in_the_table() =>
        Assert.Equal(Enum.GetValues<Refusal>(), Table.Select(row => row.Data.Item1).Order());

    [Theory]
    [InlineData("invalid-email", "invalid-email")]
    [InlineData("invalid-phone", "invalid-phone")]
    [InlineData("validation-failed", "validation-failed")]
    [InlineData("a-code-without-page", "validation-failed")]
    public void One_kind_of_invalid_value_gives_the_problem_its_name(string code, string slug)
    {
        var told = RefusalProblems.Of(new Answer.Refused(Refusal.InvalidValue, [new Fault("email", code), new Fault("phone", code)]));

        Assert.Equal((422, slug), (told.Problem.Status, told.Problem.Slug));
        Assert.Equal([new Violation("/fields/email", code), new Violation("/fields/phone", code)], told.Errors);
    }

    [Fact]
    public void Several_kinds_of_invalid_values_are_one_general_problem()
    {
        var told = RefusalProblems.Of(new Answer.Refused(Refusal.InvalidValue, [new Fault("email", "invalid-email"), new Fault("phone", "invalid-phone")]));

        Assert.Equal("validation-failed", told.Problem.Slug);
    }

    [Fact]
    public void What_is_no_field_is_pointed_at_in_the_body_itself()
    {
        var told = RefusalProblems.Of(new Answer.Refused(Refusal.NoticeUnknown, [new Fault("noticeVersion", "notice-unknown")]));

        Assert.Equal("/noticeVersion", Assert.Single(told.Errors).Pointer);
    }
}
