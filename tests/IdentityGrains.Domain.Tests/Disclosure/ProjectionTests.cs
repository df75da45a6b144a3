using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Disclosure;

public class ProjectionTests
{
    private static readonly Platform Shop = Platform(
        "shop", Mapped("name", null, Fulfilment), Mapped("email", VerificationState.Verified, Fulfilment), Mapped("topics", null, Email),
        Mapped("phone", null, Fulfilment));

    private static readonly Policy Example = With(
        Named("name", "string", Ranked("self", 1)), Named("email", "email", Ranked("self", 1)), Named("topics", "string", Ranked("self", 1)),
        Named("phone", "string", Ranked("self", 1)), Named("residence", "region", Ranked("self", 1))).Telling(Shop);

    [Fact]
    public void Every_mapped_field_is_told_or_withheld_in_the_order_of_the_policy()
    {
        var projection = To(Customer(("residence", "DE", VerificationState.None), ("name", "Ana", VerificationState.None),
            ("email", "a@x.test", VerificationState.Pending), ("topics", "news", VerificationState.None)));
        Assert.Equal(
            [
                new ProjectedField(new FieldName("name"), "there.name", new FieldValue.Text("Ana"), 5, Fulfilment, "contract-basis", null),
                new ProjectedField(new FieldName("email"), "there.email", FieldValue.Blank, 0, null, null, Withheld.VerificationState),
                new ProjectedField(new FieldName("topics"), "there.topics", FieldValue.Blank, 0, null, null, Withheld.NoPurposePermitted),
                new ProjectedField(new FieldName("phone"), "there.phone", FieldValue.Blank, 0, null, null, Withheld.NoValue),
            ],
            projection.Fields);
        Assert.Equal((Ana, Shop.Name, 7, "example@1"), (projection.Customer, projection.Platform, projection.Version, projection.Policy));
    }

    [Fact]
    public void A_cleared_field_tells_when_it_was_cleared()
    {
        var phone = To(Customer(("phone", "", VerificationState.None))).Fields[3];
        Assert.Equal((Withheld.NoValue, 5), (phone.Why!.Value, phone.ValueVersion));
    }

    [Fact]
    public void A_field_that_may_not_be_told_does_not_reveal_whether_it_has_a_value() => Assert.Equal(
        To(Customer()).Fields[2], To(Customer(("topics", "news", VerificationState.None))).Fields[2]);

    [Fact]
    public void A_restriction_withholds_everything() => Assert.All(
        To(Customer(("name", "Ana", VerificationState.None)) with { Restricted = true }).Fields, f => Assert.Equal(Withheld.Restricted, f.Why));

    [Fact]
    public void A_grant_that_wore_off_releases_nothing()
    {
        var customer = Customer(
            ("residence", "DE", VerificationState.None), ("topics", "news", VerificationState.None), ("born", "1990-01-01", VerificationState.None))
            .Saying(Stance.Granted, "email_marketing", day: 0);
        var policy = Example with
        {
            Fields = Example.Fields.Values.Append(Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] })
                .ToFrozenDictionary(f => f.Name),
        };
        Assert.True(Disclose.To(Shop, customer, policy, Day(730)).Fields[2].Released);
        Assert.False(Disclose.To(Shop, customer, policy, Day(730.1)).Fields[2].Released);
    }

    private static Projection To(Domain.Customers.Customer customer) => Disclose.To(Shop, customer, Example, Day(1));
}
