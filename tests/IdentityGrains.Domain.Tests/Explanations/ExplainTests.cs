using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Explanations;

public class ExplainTests
{
    private const string Secret = "ana@x.test";

    private static readonly FieldName Name = new("name");

    private static readonly Policy Example = With(
        Named("residence", "region", Ranked("self", 1)),
        Named("name", "string", Ranked("self", 1), Ranked("desk", 2) with { Requires = ["case"] }, Ranked("crm", 3))
            .Overwrite(o => o with { LowerRank = LowerRankRule.IfNewerThan, NewerBy = TimeSpan.FromDays(180), Blank = BlankRule.SystemOfRecordOnly }))
        .Telling(
            Platform("shop", Mapped("name", null, Fulfilment)), Platform("mail", Mapped("name", null, Email, Ads)), Platform("cdp"));

    [Fact]
    public void An_explanation_tells_winner_others_rule_and_recipients()
    {
        var explanation = Explain.Field(Known(Outcome.LowerRank), Name, Example, Day(2));
        Assert.Equal((Ana, 7, Name, "example@1"), (explanation.Customer, explanation.Version, explanation.Field, explanation.Policy));
        Assert.Equal((new FieldValue.Text(Secret), 5, VerificationState.None), (explanation.Value, explanation.ValueVersion, explanation.State));
        Assert.Equal("self, which ranks 1 for name, holds the field: no other claim may displace it.", explanation.Winner!.Reason);
        Assert.Equal("crm ranks 3 and may not displace self, which ranks 1 for name: lowerRank is if_newer_than_P180D.",
            Assert.Single(explanation.Others).Reason);
        Assert.Equal(("if_newer_than_P180D", "most_recent", "sor_only", "record_only", "n/a"), (explanation.Rule!.LowerRank,
            explanation.Rule.EqualRank, explanation.Rule.BlankOverValue, explanation.Rule.StaleAssertion, explanation.Rule.UnverifiedOverVerified));
        Assert.Equal(["self", "desk", "crm"], explanation.Rule.Ranks.Select(r => r.Source.Value));
    }

    [Fact]
    public void Recipients_come_by_name_with_a_purpose_or_a_reason_for_each_purpose()
    {
        var releases = Explain.Field(Known(Outcome.LowerRank), Name, Example, Day(2)).Platforms;
        Assert.Equal(["cdp", "mail", "shop"], releases.Select(r => r.Platform.Value));
        Assert.Equal([Withheld.NotMapped, Withheld.NoPurposePermitted, null], releases.Select(r => r.Why));
        Assert.Equal([new(Email, NotPermitted.UnknownAge), new(Ads, NotPermitted.UnknownAge)], releases[1].Purposes);
        Assert.Equal((Fulfilment, "contract-basis"), (releases[2].Purpose, releases[2].Basis));
    }

    [Fact]
    public void A_release_names_the_grant_that_it_rests_on()
    {
        var policy = With(
                Named("residence", "region", Ranked("self", 1)), Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] },
                Named("name", "string", Ranked("self", 1)))
            .Telling(Platform("shop", Mapped("name", null, Personal)), Platform("till", Mapped("name", null, Fulfilment)));
        var adult = Customer(
            ("residence", "EU", VerificationState.None), ("born", "1990-01-01", VerificationState.None), ("name", "Ana", VerificationState.None));

        var told = Explain.Field(adult.Saying(Stance.Granted, Personal.Value, 1), Name, policy, Day(2)).Platforms;

        var used = Assert.Single(told[0].Consents);
        Assert.Equal((false, Day(1)), (used.ByGuardian, used.ObservedAt));
        Assert.Empty(told[1].Consents);
    }

    [Fact]
    public void The_recorded_outcome_is_told_not_what_a_fresh_resolution_would_give() =>
        Assert.Equal(Outcome.GuardError, Assert.Single(Explain.Field(Known(Outcome.GuardError), Name, Example, Day(2)).Others).Outcome);

    [Fact]
    public void Every_outcome_has_its_sentence_and_no_sentence_tells_a_value() => Assert.All(Enum.GetValues<Outcome>(), outcome =>
    {
        var reason = Assert.Single(Explain.Field(Known(outcome), Name, Example, Day(2)).Others).Reason;
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
        Assert.Contains(' ', reason);
        Assert.DoesNotContain(Secret, reason, StringComparison.Ordinal);
    });

    [Fact]
    public void A_field_that_the_policy_does_not_know_has_no_rule_and_no_recipient()
    {
        var explanation = Explain.Field(Customer(("shoe_size", "43", VerificationState.None)), new FieldName("shoe_size"), Example, Day(2));
        Assert.Null(explanation.Rule);
        Assert.All(explanation.Platforms, p => Assert.Equal(Withheld.NotMapped, p.Why));
    }

    [Fact]
    public void A_field_of_which_nobody_spoke_has_no_winner()
    {
        var explanation = Explain.Field(Customer(), Name, Example, Day(2));
        Assert.Null(explanation.Winner);
        Assert.Empty(explanation.Others);
        Assert.True(explanation.Value.IsBlank);
    }

    [Fact]
    public void It_prints_no_value() => Assert.DoesNotContain(
        Secret, Explain.Field(Known(Outcome.LowerRank), Name, Example, Day(2)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void It_crosses_a_grain_s_boundary_whole()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var told = Explain.Field(Known(Outcome.LowerRank), Name, Example, Day(2));
        var heard = serializer.Deserialize<Explanation>(serializer.SerializeToArray(told))!;
        Assert.Equal((told.Value, told.Winner!.Reason, told.Winner.Id), (heard.Value, heard.Winner!.Reason, heard.Winner.Id));
        Assert.Equal(told.Others.Select(o => (o.Id, o.Value, o.Outcome)), heard.Others.Select(o => (o.Id, o.Value, o.Outcome)));
        Assert.Equal(told.Platforms.Select(p => (p.Platform, p.Why, p.Basis)), heard.Platforms.Select(p => (p.Platform, p.Why, p.Basis)));
        Assert.Equal(told.Platforms[1].Purposes, heard.Platforms[1].Purposes);
        Assert.Equal(told.Rule!.LowerRank, heard.Rule!.LowerRank);
    }

    private static Customer Known(Outcome ofCrm)
    {
        var customer = Customer(("residence", "DE", VerificationState.None))
            .Holding("name", VerificationState.None, Claim("self", Secret, 0), Claim("crm", "Other " + Secret, 1));
        var name = customer.Field(Name);
        return customer with
        {
            Fields = customer.Fields.SetItem(Name, name with { Live = name.Live.SetItem(1, name.Live[1] with { Outcome = ofCrm }) }),
        };
    }
}
