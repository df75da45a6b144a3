using CsCheck;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests.Consents;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Disclosure;

public class ReleaseTests
{
    private static readonly PlatformName Mail = new("mail");

    private static readonly Policy Example = Plain.Telling(
        Platform("mail", Mapped("email", VerificationState.Verified, Email, Personal), Mapped("field", null, Ads, Personal)));

    [Fact]
    public void Reasons_come_in_their_order_of_precedence()
    {
        // Each row repairs one fault of the row before and meets the next.
        var facts = Given.Somebody with { Restricted = true };
        Assert.Equal(Withheld.Restricted, Why("language", facts));
        Assert.Equal(Withheld.NotMapped, Why("language", facts = facts with { Restricted = false }));
        Assert.Equal(Withheld.VerificationState, Why("email", facts));
        Assert.Equal(Withheld.NoPurposePermitted, Why("email", facts = State(facts, VerificationState.Verified)));
        Assert.Null(Why("email", facts.Says(Email, Stance.Granted)));
    }

    [Fact]
    public void The_first_listed_purpose_that_is_permitted_releases()
    {
        var facts = State(Given.Somebody, VerificationState.Verified).Says(Personal, Stance.Granted);
        Assert.Equal(new ReleaseVerdict(null, Personal, "personal-basis"), Release("email", facts));
        Assert.Equal(new ReleaseVerdict(null, Email, "email-basis"), Release("email", facts.Says(Email, Stance.Granted)));
    }

    [Fact]
    public void Only_a_verified_value_meets_the_demand_for_one()
    {
        var facts = Given.Somebody.Says(Email, Stance.Granted);
        Assert.All(Enum.GetValues<VerificationState>(), state =>
            Assert.Equal(state != VerificationState.Verified, Why("email", State(facts, state)) == Withheld.VerificationState));
    }

    [Fact]
    public void A_platform_that_the_policy_does_not_know_is_told_nothing() => Assert.Equal(
        Withheld.NotMapped, Disclose.Release(new PlatformName("other"), new FieldName("email"), Given.Somebody, Example).Why);

    [Fact]
    public void No_field_is_released_without_a_permitted_purpose_of_its_own_mapping() =>
        AnyPerson.Facts.Sample(facts =>
        {
            var verdict = Release("field", facts);
            return verdict.Why is not null
                ? verdict is { Purpose: null, Basis: null }
                : verdict.Purpose is { } purpose && (purpose == Ads || purpose == Personal) && Permission.Of(purpose, facts, Example).Permitted
                    && !facts.Restricted;
        });

    [Fact]
    public void Withdrawing_a_consent_never_releases_more() =>
        Gen.Select(AnyPerson.Facts, AnyPerson.Purpose).Sample((facts, withdrawn) =>
        {
            var after = facts.Says(withdrawn, Stance.Denied);
            return Permits(facts, after) && (Why("field", facts) is null || Why("field", after) is not null);
        });

    [Fact]
    public void A_restriction_releases_nothing() =>
        AnyPerson.Facts.Sample(facts => Why("field", facts with { Restricted = true }) == Withheld.Restricted);

    private static bool Permits(SubjectFacts before, SubjectFacts after) =>
        Example.Purposes.Keys.All(p => Permission.Of(p, before, Example).Permitted || !Permission.Of(p, after, Example).Permitted);

    private static SubjectFacts State(SubjectFacts facts, VerificationState state) =>
        facts with { States = facts.States.SetItem(new FieldName("email"), state) };

    private static ReleaseVerdict Release(string field, SubjectFacts facts) => Disclose.Release(Mail, new FieldName(field), facts, Example);

    private static Withheld? Why(string field, SubjectFacts facts) => Release(field, facts).Why;
}
