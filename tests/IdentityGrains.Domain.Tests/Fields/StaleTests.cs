using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Fields;

/// <summary>Where a field refuses claims that are older than its value, from an equal or worse source; and where it records them.</summary>
public class StaleTests
{
    private static readonly Case Gold = Holding("tier", "gold", by: "crm", day: 20);

    [Theory]
    [InlineData("crm", "the same source")]
    [InlineData("support", "an equal one")]
    [InlineData("self", "a worse one")]
    public void An_older_claim_is_refused(string by, string what)
    {
        Assert.NotEmpty(what);
        Gold.When(Ask.Field("tier", "lead", day: 19.9), by).Refused(Refusal.StaleAssertion, "tier");
        Gold.When(Ask.Field("tier", "gold", day: 19.9), by).Refused(Refusal.StaleAssertion, "tier");
        Gold.When(Ask.Field("tier", null, day: 19.9), by).Refused(Refusal.StaleAssertion, "tier");
        Gold.When(Ask.Field("tier", "lead", day: 20), by).Accepted();
    }

    [Fact]
    public void One_stale_field_refuses_every_field() =>
        Gold.When(Ask.Fields(("name", "Ana"), ("tier", "lead")).On(10)).Refused(Refusal.StaleAssertion, "tier");

    [Fact]
    public void A_better_source_may_come_late() => Assert.Equal(
        "gold", Holding("tier", "lead", by: "self", day: 20).When(Ask.Field("tier", "gold", day: 15), by: "crm").Accepted().Says("tier"));

    [Fact]
    public void What_was_cleared_is_a_value_too() =>
        Gold.After(Ask.Field("tier", null, day: 30)).When(Ask.Field("tier", "lead", day: 25)).Refused(Refusal.StaleAssertion, "tier");

    [Fact]
    public void Over_no_value_nothing_is_stale() => Known.When(Ask.Field("tier", "gold", day: -500)).Accepted();

    [Fact]
    public void A_holder_that_is_ranked_no_more_is_worse_than_any() => Gold
        .Under(GivenLaw.Law.Changing("tier", t => t with { Sources = [.. t.Sources.Where(s => s.Source.Value != "crm")] }))
        .When(Ask.Field("tier", "lead", day: 10), by: "self").Accepted();

    [Fact]
    public void A_field_that_records_it_keeps_its_value()
    {
        var recording = GivenLaw.Law.Changing("tier", t => t.Overwrite(o => o with { Stale = StaleRule.RecordOnly }));
        var told = Gold.Under(recording).When(Ask.Field("tier", "lead", day: 10), by: "crm");
        Assert.Equal("superseded", told.Outcomes);
        Assert.Equal("gold", told.Accepted().Says("tier"));
    }
}
