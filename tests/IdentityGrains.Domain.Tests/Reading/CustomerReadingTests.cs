using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.Given;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Reading;

public class CustomerReadingTests
{
    private static readonly Case Whole = Known
        .After(Ask.Attach("crm", "C-1")).After(Ask.Attach("self", "S-1"), by: "self")
        .After(Ask.Fields(("name", "Ana"), ("residence", "US-CA"), ("born", "1990-01-01"))).After(Ask.Field("income", "high"), by: "acme")
        .After(Ask.Field("email", "a@a.example", day: 99)).After(Ask.Grant(Email));

    [Theory]
    [InlineData("self", false, "born email income name residence")]
    [InlineData("crm", false, "born email name residence")]
    [InlineData("support", false, "name")]
    [InlineData("support", true, "born email income name residence")]
    [InlineData("cdp", false, "")]
    [InlineData("idp", false, "")]
    [InlineData("console", false, "born email income name residence")]
    [InlineData("acme", false, "")]
    [InlineData("acme", true, "")]
    [InlineData("stranger", false, "")]
    [InlineData("stranger", true, "")]
    public void Who_may_see_what(string by, bool signedIn, string fields)
    {
        var view = Seen(CallerOf(by, signedIn));
        Assert.Equal(fields, string.Join(' ', view.Fields.Where(f => f.Visible).Select(f => f.Field.Value)));

        // Whoever may not see a value learns that the field is known, and how it stands.
        Assert.All(view.Fields.Where(f => !f.Visible), f => Assert.True(f.Value.IsBlank && f.Pending.IsBlank));
        Assert.Equal(["born", "email", "income", "name", "residence"], view.Fields.Select(f => f.Field.Value));
    }

    [Fact]
    public void Who_is_signed_in_as_another_sees_no_more() => Assert.Equal(
        Seen(CallerOf("support")).Fields, Seen(CallerOf("support") with { Subject = CustomerId.FromBytes(new byte[CustomerId.Size]) }).Fields);

    [Fact]
    public void A_field_is_told_with_its_value_and_what_waits()
    {
        var fields = Seen(CallerOf("crm")).Fields;
        var name = new FieldName("name");
        Assert.Equal(
            new FieldView(name, true, new FieldValue.Text("Ana"), FieldValue.Blank, VerificationState.None, 4, new SourceName("crm"), Day(50),
                Claimed: true),
            fields.Single(f => f.Field == name));
        var email = new FieldName("email");
        Assert.Equal(
            new FieldView(email, true, FieldValue.Blank, new FieldValue.Text("a@a.example"), VerificationState.Pending, 0, null, null,
                Verification: new VerificationView(new VerificationId(email, 6), Day(107), Day(101), 5), Claimed: true),
            fields.Single(f => f.Field == email));
    }

    [Theory]
    [InlineData("crm", "born email name residence")]
    [InlineData("acme", "income")]
    [InlineData("self", "")]
    [InlineData("stranger", "")]
    public void A_source_is_told_of_which_fields_it_spoke_itself(string by, string fields) =>
        Assert.Equal(fields, string.Join(' ', Seen(CallerOf(by)).Fields.Where(f => f.Claimed).Select(f => f.Field.Value)));

    [Fact]
    public void A_value_is_told_as_people_write_it_too_to_those_who_see_it()
    {
        var policy = GivenLaw.Law.Changing("name", f => f with { Format = new Capitals() }).Changing("email", f => f with { Format = new Capitals() });
        var seen = Seen(CallerOf("crm"), policy).Fields.Where(f => f.Field.Value is "name" or "email" or "born");
        Assert.Equal(
            [(null, null), (null, new FieldValue.Text("A@A.EXAMPLE")), (new FieldValue.Text("ANA"), (FieldValue?)null)],
            seen.Select(f => (f.Written, f.PendingWritten)));
        Assert.All(Seen(CallerOf("idp"), policy).Fields, f => Assert.True(f.Written is null && f.PendingWritten is null));
    }

    [Fact]
    public void Everybody_sees_only_his_own_keys()
    {
        Assert.Equal([Ask.Key("crm", "C-1")], Seen(CallerOf("crm")).Keys);
        Assert.Empty(Seen(CallerOf("console")).Keys);
    }

    [Fact]
    public void Every_purpose_is_told_with_what_she_said_and_whether_it_is_permitted()
    {
        var consents = Seen(CallerOf("crm")).Consents;
        Assert.Equal(["ads_sharing", "email_marketing", "personalisation", "service_fulfilment"], consents.Select(c => c.Purpose.Value));
        Assert.Equal(new ConsentView(Email, Stance.Granted, Day(50), "n-1", true, null), consents[1]);
        var restrictedToEu = CustomerReading.View(
            Whole.After(Ask.Field("residence", "EU", day: 60)).Customer, [], Day(100), Whole.Policy, Day(100), CallerOf("crm"), Whole.Policy);
        Assert.Equal(new ConsentView(Ads, null, null, null, false, NotPermitted.NoConsent), restrictedToEu.Consents[0]);
    }

    [Fact]
    public void A_view_says_as_of_when_and_under_which_policy()
    {
        var view = CustomerReading.View(
            Whole.After(Ask.Restrict()).Customer, [1, 2], Day(99), Whole.Policy, Day(100), CallerOf("crm"), Whole.Policy);
        Assert.Equal((Ana, 8L, Day(99), "example@1", true), (view.Customer, view.Version, view.RecordedAt, view.Policy, view.Restricted));
        Assert.Equal(Day(100), view.AsOf);
        Assert.Equal([1, 2], view.EntryHash);
    }

    private static CustomerView Seen(Caller by) => Seen(by, Whole.Policy);

    private static CustomerView Seen(Caller by, Policy policy) => CustomerReading.View(Whole.Customer, [], Day(100), policy, Day(100), by, policy);

    private sealed class Capitals : FieldFormat
    {
        public override FieldValue? Read(FieldValue raw, out string fault)
        {
            fault = "";
            return raw;
        }

        public override FieldValue? AsPeopleWrite(FieldValue value) =>
            value is FieldValue.Text text ? new FieldValue.Text(text.Value.ToUpperInvariant()) : null;
    }
}
