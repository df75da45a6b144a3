using CsCheck;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Disclosure;

public class DeliveryPlanTests
{
    private static readonly Platform Shop = Platform(
        "shop", Mapped("email", null, Email) with { To = "id" }, Mapped("name", null, Fulfilment), Mapped("topics", null, Personal));

    private static readonly FieldValue Address = new FieldValue.Text("a@a.example");

    [Fact]
    public void What_is_released_is_told_under_the_key_and_what_was_never_told_is_not_mentioned()
    {
        var plan = Plan(Released("email"), Released("name"), Not("topics"));
        Assert.Equal("a@a.example", Assert.IsType<DeliveryPlan.Tell>(plan).Address);
        Assert.Equal("name", Told(plan));
    }

    [Fact]
    public void What_was_told_and_may_not_be_held_any_more_is_taken_back()
    {
        var plan = Plan(["topics"], Released("email"), Released("name"), Not("topics"));
        Assert.Equal("name, -topics", Told(plan));
    }

    [Fact]
    public void Only_a_lost_permission_over_a_value_that_is_still_there_takes_back()
    {
        var lost = (DeliveryPlan.Tell)Plan(["topics"], Released("email"), Released("name"), Not("topics"));
        var cleared = (DeliveryPlan.Tell)Plan(["topics"], Released("email"), Released("name"), Not("topics", Withheld.NoValue));

        Assert.True(lost.TakesBack(field => field.Field.Value == "topics"));
        Assert.False(lost.TakesBack(_ => false));
        Assert.False(cleared.TakesBack(_ => true));
        Assert.False(((DeliveryPlan.Tell)Plan(Released("email"), Released("name"), Not("topics"))).TakesBack(_ => true));
    }

    [Fact]
    public void The_state_of_a_purpose_is_told_with_the_rest_and_makes_no_record_of_its_own()
    {
        Assert.Equal("name, -purpose:ads", Told(Plan(Released("email"), Released("name"), Not("topics"), Not("purpose:ads"))));
        Assert.Equal("name, purpose:ads", Told(Plan(Released("email"), Released("name"), Not("topics"), Released("purpose:ads"))));
        Assert.Equal("no_purpose_permitted", Told(Plan(Released("email"), Not("name"), Not("topics"), Not("purpose:ads"))));
        Assert.Equal("no_purpose_permitted", Told(Plan(Released("email"), Not("name"), Not("topics"), Released("purpose:ads"))));
    }

    [Fact]
    public void A_denial_goes_wherever_a_record_may_be_and_waits_for_no_permitted_key()
    {
        Assert.Equal("-name, -purpose:ads", Told(Plan(["name"], Not("email"), Not("name"), Not("topics"), Not("purpose:ads"))));
        Assert.Equal("-purpose:ads", Told(Plan(["email"], Not("email"), Not("name"), Not("topics"), Not("purpose:ads"))));
        Assert.Equal("-name", Told(Plan(["name"], Not("email"), Not("name"), Not("topics"), Released("purpose:ads"))));
    }

    [Fact]
    public void The_record_goes_once_everything_in_it_was_taken_back_and_only_where_no_purpose_is_permitted()
    {
        ProjectedField[] nothing = [Not("email"), Not("name"), Not("topics", Withheld.VerificationState), Not("purpose:ads")];
        Assert.Equal("-name, -purpose:ads", Told(Ending(settled: false, ["name"], nothing)));
        Assert.Equal("end", Told(Ending(settled: true, ["name"], nothing)));
        Assert.Equal("end", Told(Ending(settled: false, ["record:whole"], nothing)));
        Assert.Equal("no_purpose_permitted", Told(Ending(settled: true, [], nothing)));

        Assert.Equal("-name", Told(Ending(settled: true, ["name"], Released("email"), Not("name"), Not("topics"))));
        Assert.Equal("-name", Told(Ending(settled: true, ["name"], Not("email"), Not("name", Withheld.NoValue), Not("topics"))));
        Assert.Equal("restricted", Told(Ending(settled: true, ["name"], Not("email", Withheld.Restricted), Not("name", Withheld.Restricted))));
        Assert.Equal("-name", Told(Plan(["name"], Not("email"), Not("name"), Not("topics"))));
    }

    [Fact]
    public void A_record_that_went_is_made_anew_when_something_may_be_told_again() => Assert.Equal(
        "name", Told(Ending(settled: true, ["record:whole"], Released("email"), Released("name"), Not("topics"))));

    [Fact]
    public void A_restriction_stops_even_taking_back() => Assert.Equal(
        "restricted", Told(Plan(["name", "topics"], Not("email", Withheld.Restricted), Not("name", Withheld.Restricted), Not("topics", Withheld.Restricted))));

    [Fact]
    public void Without_an_address_nobody_is_spoken_of()
    {
        Assert.Equal("no_identity", Told(DeliveryPlan.For(Shop, Projected(Released("email"), Released("name")), FieldValue.Blank, _ => true, _ => false)));
        Assert.Equal("no_identity", Told(DeliveryPlan.For(Shop, Projected(Released("email")), new FieldValue.Text(""), _ => true, _ => false)));
        Assert.Equal("no_identity", Told(Plan(Released("name"))));
        var keyless = Platform("keyless", Mapped("name", null, Fulfilment));
        Assert.Equal("no_identity", Told(DeliveryPlan.For(keyless, Projected(Released("name")), Address, _ => true, _ => false)));
    }

    [Fact]
    public void Where_the_key_may_not_be_told_nothing_is_told_and_its_reason_is_given() => Assert.Equal(
        "verification_state", Told(Plan(Not("email", Withheld.VerificationState), Released("name"), Not("topics"))));

    [Fact]
    public void Taking_back_waits_neither_for_the_key_to_be_permitted_nor_for_the_other_fields_not_to_be()
    {
        Assert.Equal("-name, -topics", Told(Plan(["name", "topics"], Not("email"), Not("name"), Not("topics"))));
        Assert.Equal("-topics", Told(Plan(["name", "topics"], Not("email"), Released("name"), Not("topics"))));
    }

    [Fact]
    public void Who_may_know_nothing_and_was_told_nothing_hears_nothing() => Assert.Equal(
        "no_purpose_permitted", Told(Plan(Released("email"), Not("name"), Not("topics", Withheld.NoValue))));

    [Fact]
    public void The_key_alone_is_not_worth_telling() => Assert.Equal("no_purpose_permitted", Told(Plan(Released("email"))));

    [Fact]
    public void Only_what_is_released_or_was_told_before_is_told_and_nothing_withheld_has_a_value() =>
        Gen.Select(Gen.Bool.Array[3], Gen.Bool.Array[3]).Sample((released, before) =>
        {
            string[] names = ["email", "name", "topics"];
            ProjectedField[] fields = [.. names.Select((n, i) => released[i] ? Released(n) : Not(n))];
            string[] toldBefore = [.. names.Where((_, i) => before[i])];
            var told = Plan(toldBefore, fields) is DeliveryPlan.Tell tell ? tell.Fields : [];
            Assert.All(told, f => Assert.True(f.Released ? released[0] : toldBefore.Contains(f.Field.Value)));
            Assert.All(told, f => Assert.NotEqual(f.Released, f.Value.IsBlank));

            // Whatever is owed is in it.
            Assert.All(fields.Skip(1).Where(f => !f.Released && toldBefore.Contains(f.Field.Value)), f => Assert.Contains(f, told));
        });

    [Fact]
    public void Having_been_told_what_is_still_released_or_the_key_changes_no_plan() => Assert.Equal(
        Told(Plan(["topics"], Released("email"), Released("name"), Not("topics"))),
        Told(Plan(["topics", "name", "email"], Released("email"), Released("name"), Not("topics"))));

    [Fact]
    public void What_the_platform_refused_is_left_out_and_the_rest_passes_without_it()
    {
        var plan = (DeliveryPlan.Tell)Refusing("name", ["topics"], Released("email"), Released("name"), Not("topics"));

        Assert.Equal("-topics", Told(plan));
        Assert.Equal("name", Assert.Single(plan.Refused).Field.Value);
    }

    [Fact]
    public void Where_all_of_it_was_refused_it_stays_as_it_is() => Assert.Equal(
        Told(Plan(Released("email"), Released("name"), Not("topics"))),
        Told(Refusing("name", [], Released("email"), Released("name"), Not("topics"))));

    private static DeliveryPlan Refusing(string refused, string[] toldBefore, params ProjectedField[] fields) =>
        DeliveryPlan.For(Shop, Projected(fields), Address, f => toldBefore.Contains(f.Value), f => f.Field.Value == refused);

    private static DeliveryPlan Plan(params ProjectedField[] fields) => Plan([], fields);

    private static DeliveryPlan Plan(string[] toldBefore, params ProjectedField[] fields) =>
        DeliveryPlan.For(Shop, Projected(fields), Address, f => toldBefore.Contains(f.Value), _ => false);

    private static DeliveryPlan Ending(bool settled, string[] toldBefore, params ProjectedField[] fields) => DeliveryPlan.For(
        Shop with { OnPermissionLost = new PermissionLost("set_null", "unsubscribe_then_delete") }, Projected(fields), Address,
        f => toldBefore.Contains(f.Value), _ => false, _ => settled);

    private static Projection Projected(params ProjectedField[] fields) => new(Given.Ana, Shop.Name, 7, "example@1", [.. fields]);

    private static ProjectedField Released(string field) =>
        new(new FieldName(field), "there." + field, new FieldValue.Text("x"), 5, Fulfilment, "contract-basis", null);

    private static ProjectedField Not(string field, Withheld why = Withheld.NoPurposePermitted) =>
        new(new FieldName(field), "there." + field, FieldValue.Blank, 0, null, null, why);

    /// <summary>The fields in order, those that are taken back with a minus; or the word for why nothing is told.</summary>
    private static string Told(DeliveryPlan plan) => plan switch
    {
        DeliveryPlan.Tell tell => string.Join(", ", tell.Fields.Select(f => (f.Released ? "" : "-") + f.Field)),
        DeliveryPlan.End { How: RecordEnd.UnsubscribeThenDelete } => "end",
        DeliveryPlan.Withhold withhold => withhold.Why,
        _ => "",
    };
}
