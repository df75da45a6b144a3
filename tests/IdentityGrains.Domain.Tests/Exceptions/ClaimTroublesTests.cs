using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Exceptions;

public sealed class ClaimTroublesTests
{
    private static readonly ClaimTrouble Unproven = new(ExceptionLaw.Unproven, new FieldName("name"), new SourceName("self"));
    private static readonly ClaimTrouble Conflicting = new(ExceptionLaw.Conflicting, new FieldName("segment"), null);

    // Of the name nothing less than the customer's own presence is heard from the customer's own channel.
    private static readonly Case Said = Known.After(Ask.Field("name", "Ana"), by: "self");

    // People and a better source may decide which of two equal ones is right.
    private static readonly Case Disagreeing = Known
        .Under(GivenLaw.Law.Changing("segment", f => f with
        {
            Sources = [Given.Ranked("console", 1), Given.Ranked("idp", 2), Given.Ranked("crm", 3), Given.Ranked("cdp", 3)],
        }))
        .After(Ask.Field("segment", "a", day: 10), by: "crm").After(Ask.Field("segment", "b", day: 20), by: "cdp");

    [Fact]
    public void What_a_source_does_not_prove_troubles_once_however_often_it_is_said()
    {
        Assert.Equal([Unproven], Of(Said));
        Assert.Equal([Unproven], Of(Said.After(Ask.Field("name", "Eva", day: 60), by: "self")));
        Assert.Empty(Of(Known.After(Ask.Field("name", "Ana"), by: "crm")));
    }

    [Fact]
    public void It_is_over_when_the_source_proves_it_later() =>
        Assert.Empty(Of(Said.After(Ask.Field("name", "Ana", day: 60), by: "self", signedIn: true)));

    [Fact]
    public void What_was_proved_before_proves_nothing_of_what_is_said_since() =>
        Assert.Equal([Unproven], Of(Said.After(Ask.Field("name", "Ana", day: 40), by: "self", signedIn: true)));

    [Fact]
    public void It_is_over_although_the_claim_lives_on_for_evidence_that_the_proved_one_lacks()
    {
        var said = Known.After(Ask.Field("name", "Ana") with { Evidence = [new Evidence("case", "C-1")] }, by: "self");
        var proved = said.After(Ask.Field("name", "Ana", day: 60), by: "self", signedIn: true);

        Assert.Contains(proved.Field("name").Live, j => j.Outcome == Outcome.InsufficientProof);
        Assert.Empty(Of(proved));
    }

    [Fact]
    public void It_is_over_when_another_policy_asks_for_less_or_drops_the_field()
    {
        var lenient = GivenLaw.Law.Changing("name", f => f with { Sources = [Given.Ranked("self", 1)] });

        Assert.Empty(Of(Said.Under(lenient).WhenLookedAtAgain().Accepted()));
        Assert.Empty(Of(Said.Under(GivenPolicy.Plain)));
    }

    [Fact]
    public void Each_source_is_told_of_its_own()
    {
        var strict = GivenLaw.Law.Changing("name", f => f with
        {
            Sources = [.. f.Sources.Select(s => s with { MinProof = ProofLevel.SubjectAuthenticated, Requires = [] })],
        });

        Assert.Equal(
            ["crm", "self", "support"],
            Of(Known.Under(strict).After(Ask.Field("name", "Ana"), by: "self").After(Ask.Field("name", "Ana"), by: "support")
                .After(Ask.Field("name", "Ana"), by: "crm")).Select(t => t.Source!.Value.Value));
    }

    [Fact]
    public void Equal_sources_that_disagree_trouble_once_as_long_as_nobody_gives_in()
    {
        Assert.Equal([Conflicting], Of(Disagreeing));
        Assert.Equal([Conflicting], Of(Disagreeing.After(Ask.Field("segment", "c", day: 30), by: "cdp")));
        Assert.Empty(Of(Disagreeing.After(Ask.Field("segment", "a", day: 30), by: "cdp")));
    }

    [Fact]
    public void A_better_source_outranks_both_and_decides_nothing() =>
        Assert.Equal([Conflicting], Of(Disagreeing.After(Ask.Field("segment", "b", day: 30), by: "idp")));

    [Fact]
    public void People_decide_and_what_is_said_since_does_not_raise_it_again()
    {
        var decided = Disagreeing.After(Ask.Field("segment", "b", day: 30) with { Evidence = [new Evidence("case", "C-1")] }, by: "console");

        Assert.Contains(decided.Field("segment").Live, j => j.Outcome == Outcome.Contested);
        Assert.Empty(Of(decided));
        Assert.Empty(Of(decided.After(Ask.Field("segment", "c", day: 40), by: "cdp")));
    }

    private static ImmutableArray<ClaimTrouble> Of(Case known) => ClaimTroubles.Of(known.Customer, known.Policy);
}
