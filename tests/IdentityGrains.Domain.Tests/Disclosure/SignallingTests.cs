using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests.Verifications;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Disclosure;

public class SignallingTests
{
    private static readonly Platform Mail = Platform("mail", Mapped("name", null, Fulfilment), Mapped("email", VerificationState.Verified, Email)).Signalling();

    private static readonly Policy Example = With(
        Named("name", "string", Ranked("self", 1)), Named("email", "email", Ranked("self", 1)), Named("residence", "region", Ranked("self", 1)),
        Named("born", "date", Ranked("self", 1)) with { Classification = ["age_gate"] }).Telling(Mail);

    [Fact]
    public void A_permitted_purpose_is_granted_with_its_basis_and_the_version_of_its_act() => Assert.Equal(
        new ProjectedField(SignalField.Of(Email), "subscribe", new FieldValue.Text("yes"), 3, Email, "email-basis", null),
        Told(Adult("DE").Saying(Stance.Granted, Email.Value, 0)));

    [Fact]
    public void Silence_where_a_grant_is_asked_for_is_a_denial_and_so_is_a_withdrawal()
    {
        var denial = new ProjectedField(SignalField.Of(Email), "subscribe", new FieldValue.Text("no"), 0, null, null, Withheld.NoPurposePermitted);
        Assert.Equal(denial, Told(Adult("DE")));
        Assert.Equal(denial with { ValueVersion = 3 }, Told(Adult("DE").Saying(Stance.Denied, Email.Value, 0)));
        Assert.True(Told(Adult("US-CA")).Released);
        Assert.False(Told(Customer(("name", "Ana", VerificationState.None))).Released);
    }

    [Fact]
    public void A_restriction_tells_nothing_not_even_a_denial()
    {
        var told = Told(Adult("DE") with { Restricted = true });
        Assert.Equal((Withheld.Restricted, true), (told.Why!.Value, told.Value.IsBlank));
    }

    [Fact]
    public void A_grant_that_waits_for_its_code_is_a_denial_until_the_code_came_back()
    {
        var mail = Platform("mail", Mapped("email", VerificationState.Verified, Email)).Signalling();
        var adult = GivenVerification.Confirmed.Under(GivenLaw.Law.Telling(mail)).After(Ask.Fields(("residence", "EU"), ("born", "1990-01-01")).On(100));
        var granted = adult.After(Ask.Grant(Email, 100));

        Assert.Equal(Withheld.AwaitsOptIn, Told(mail, granted).Why);
        Assert.True(Told(mail, granted.Confirming()).Released);
        Assert.Equal(Withheld.NoPurposePermitted, Told(mail, granted.Confirming().After(Ask.Withdraw(Email, 100))).Why);
    }

    [Fact]
    public void No_field_can_have_the_name_of_a_signal()
    {
        Assert.True(SignalField.Is(SignalField.Of(Email)));
        Assert.Equal(Email, SignalField.PurposeOf(SignalField.Of(Email)));
        Assert.Null(SignalField.PurposeOf(new FieldName("purpose")));
    }

    private static Domain.Customers.Customer Adult(string residence) => Customer(
        ("name", "Ana", VerificationState.None), ("residence", residence, VerificationState.None), ("born", "1990-01-01", VerificationState.None));

    private static ProjectedField Told(Domain.Customers.Customer customer) => Disclose.To(Mail, customer, Example, Day(1)).Fields[^1];

    private static ProjectedField Told(Platform mail, Case @case) => Disclose.To(mail, @case.Customer, @case.Policy, Day(@case.Today)).Fields[^1];
}
