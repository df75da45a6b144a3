using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Fields;

/// <summary>What one field says may decide who is heard about another.</summary>
public class ReevaluationTests
{
    private static readonly Case Californian = Known.After(Ask.Fields(("residence", "US-CA"), ("born", "1990-01-01")));

    [Fact]
    public void A_guard_reads_what_the_record_says()
    {
        Assert.Equal("guard_error", Known.When(Ask.Field("income", "high"), by: "acme").Outcomes);
        Assert.Equal("guard_false", Known.After(Ask.Field("residence", "DE")).When(Ask.Field("income", "high"), by: "acme").Outcomes);
        Assert.Equal("winner", Californian.When(Ask.Field("income", "high"), by: "acme").Outcomes);
    }

    [Fact]
    public void A_fact_in_the_same_act_decides_for_the_others_whatever_their_order()
    {
        var heard = Under(GivenLaw.Law.Changing("income", i => i with { Sources = [.. i.Sources.Select(s => s with { Source = Renamed(s.Source) })] }));
        Assert.Equal("winner winner winner", heard.When(Ask.Fields(("income", "high"), ("residence", "US-CA"), ("born", "1990-01-01"))).Outcomes);
        Assert.Equal("guard_false winner winner", heard.When(Ask.Fields(("income", "high"), ("born", "2015-01-01"), ("residence", "US-CA"))).Outcomes);

        static SourceName Renamed(SourceName source) => source.Value == "acme" ? new SourceName("crm") : source;
        static Case Under(Policy policy) => Known.Under(policy);
    }

    [Fact]
    public void A_fact_that_changes_has_guarded_fields_resolved_again()
    {
        var rich = Californian.After(Ask.Field("income", "high"), by: "acme");
        var moved = rich.When(Ask.Field("residence", "BR", day: 60));
        Assert.Equal(["residence", "income"], moved.Events.Select(FieldOf));
        Assert.Equal((null, rich.Customer.Version + 1), (moved.Accepted().Says("income"), moved.Accepted().Field("income").ValueVersion));

        var back = moved.Accepted().When(Ask.Field("residence", "US-CA", day: 70)).Accepted();
        Assert.Equal("high", back.Says("income"));
    }

    [Fact]
    public void A_fact_that_stays_leaves_the_others_alone() => Assert.Single(
        Californian.After(Ask.Field("income", "high"), by: "acme").When(Ask.Field("residence", "US-CA", day: 60)).Events);

    [Fact]
    public void Time_alone_may_end_a_fact_and_what_rests_on_it()
    {
        // The residence is observed on day 50 and lives for 60 days.
        var rich = Californian.After(Ask.Field("income", "high"), by: "acme");
        rich.On(110).WhenLookedAtAgain().Unchanged();
        var over = rich.On(110.1).WhenLookedAtAgain();
        Assert.Equal(["residence", "income"], over.Events.Select(FieldOf));
        Assert.Null(over.Accepted().Says("income"));
        over.Accepted().WhenLookedAtAgain().Unchanged();
    }

    [Fact]
    public void Another_policy_resolves_again_what_was_said()
    {
        var two = Holding("name", "Anna", by: "crm").After(Ask.Field("name", "Ana"), by: "support");
        Assert.Equal("Anna", two.Says("name"));
        var trusting = GivenLaw.Law.Changing("name", n => n with { Sources = [.. n.Sources.Select(s => s with { Requires = [] })] });
        Assert.Equal("Ana", two.Under(trusting).WhenLookedAtAgain().Accepted().Says("name"));
    }

    [Fact]
    public void A_field_that_the_policy_dropped_keeps_what_it_said()
    {
        var without = GivenLaw.Law with { Fields = GivenLaw.Law.Fields.Values.Where(f => f.Name.Value != "name").ToFrozenDictionary(f => f.Name) };
        Holding("name", "Ana", by: "crm").Under(without).WhenLookedAtAgain().Unchanged();
    }

    [Fact]
    public void Looking_again_at_nobody_finds_nothing() => Nobody.WhenLookedAtAgain().Unchanged();

    private static string FieldOf(CustomerEvent happened) => happened switch
    {
        FieldAsserted e => e.Field.Value,
        FieldReevaluated e => e.Field.Value,
        _ => "",
    };
}
