using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Customers;

/// <summary>What a door checks for its callers, the law checks for everybody: a front-end may make its commands itself.</summary>
public class WholenessTests
{
    [Fact]
    public void One_command_holds_so_many_fields()
    {
        var most = Enumerable.Range(0, Limits.Fields).Select(i => ($"f{i}", (string?)"x")).ToArray();
        Known.When(Ask.Fields(most)).Refused(Refusal.UnknownField, [.. most.Select(f => f.Item1)]);
        Refused(Ask.Fields([.. most, ("name", "Ana")]), "fields too-many-items");
    }

    [Fact]
    public void One_act_carries_so_much_evidence()
    {
        string[] most = [.. Enumerable.Repeat("case", Limits.Evidence)];
        Assert.Null(Known.When(Ask.Field("name", "Ana").With(most)).Why);
        Refused(Ask.Field("name", "Ana").With([.. most, "case"]), "evidence too-many-items");
        Refused(Ask.Grant(GivenPolicy.Email, kinds: [.. most, "case"]), "evidence too-many-items");
        Refused(Ask.Restrict() with { Evidence = [new Evidence("case", new string('r', Limits.Reference + 1))] }, "evidence validation-failed");
        Refused(Ask.Release("Case Reference"), "evidence validation-failed");
        Refused(Ask.Release() with { Evidence = [null!] }, "evidence validation-failed");
        Refused(Ask.Release() with { Evidence = [new Evidence("case", "a\nb")] }, "evidence validation-failed");
        Refused(Ask.Release() with { Evidence = [new Evidence(null!, null!)] }, "evidence validation-failed");
    }

    [Fact]
    public void A_withdrawal_is_heard_and_keeps_what_evidence_can_be_kept()
    {
        var withdrawal = Ask.Withdraw(GivenPolicy.Email) with
        {
            Evidence = [null!, new Evidence("Bad Kind", "r"), .. Enumerable.Range(0, 20).Select(i => new Evidence("case", $"r{i}"))],
        };
        var act = Known.After(withdrawal).Customer.Consents[GivenPolicy.Email];
        Assert.Equal(Enumerable.Range(0, Limits.Evidence).Select(i => $"r{i}"), act.Evidence.Select(e => e.Reference));
    }

    [Fact]
    public void A_value_is_there_and_all_that_it_is_made_of()
    {
        foreach (var value in new FieldValue?[]
                 {
                     null, new FieldValue.Text(null!), new FieldValue.Topics(default), new FieldValue.Topics([null!]),
                     new FieldValue.Parts(default), new FieldValue.Parts([null!]), new FieldValue.Parts([new Part(null!, "a")]),
                     new FieldValue.Parts([new Part("a", null!)]),
                 })
        {
            Refused(Ask.Fields() with { Fields = [new AssertedField(new FieldName("name"), value!)] }, "fields validation-failed");
        }

        Refused(Ask.Fields() with { Fields = [null!] }, "fields validation-failed");
        Refused(Ask.Fields() with { Fields = [new AssertedField(default, FieldValue.Blank)] }, "fields validation-failed");
        Refused(Ask.Field(new string('x', Limits.Name + 1), "x"), "fields validation-failed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ana@x.test")]
    [InlineData("0049-30-1234567")]
    [InlineData("..")]
    [InlineData(null)]
    public void A_native_key_is_an_opaque_id_whoever_brings_it(string? key)
    {
        Refused(Ask.Attach("crm", key!), "key validation-failed");
        Refused(Nobody.When(Ask.Create(Ask.Key("crm", key!))), "key validation-failed");
        Refused(Ask.Attach("crm", new string('k', NativeKey.MaxLength + 1)), "key validation-failed");
    }

    [Fact]
    public void A_field_or_purpose_that_is_named_has_a_name_and_no_long_one_comes_back()
    {
        foreach (var name in new[] { null!, new string('x', Limits.Name + 1) })
        {
            var field = new FieldName(name);
            Refused(Ask.Code() with { Field = field }, "field validation-failed");
            Refused(Ask.Confirm("123456") with { Field = field }, "field validation-failed");
            Refused(Ask.Cancel("token") with { Field = field }, "field validation-failed");
            Refused(Ask.Doubt("ana@x.test") with { Field = field }, "field validation-failed");
            Refused(Ask.FieldBack(name, 1), "scope validation-failed");
        }

        Refused(Ask.Confirm("123456", new VerificationId(default, 3)), "field validation-failed");
        Refused(Ask.Grant(default), "purpose validation-failed");
        Refused(Ask.Signal(SignalKind.Gpc, null!), "text validation-failed");
        Known.When(Ask.Withdraw(default)).Refused(Refusal.UnknownPurpose, "purpose");
    }

    [Fact]
    public void A_stranger_learns_not_even_that_and_everybody_else_learns_it_first()
    {
        var malformed = Ask.Field("name", "Ana").With([.. Enumerable.Repeat("case", Limits.Evidence + 1)]).On(200).Under("C-9");
        Known.When(malformed, by: "stranger").Refused(Refusal.UnknownSource);
        Nobody.When(malformed).Refused(Refusal.Malformed, "evidence");
        Known.When(malformed).Refused(Refusal.Malformed, "evidence");
    }

    private static void Refused(CustomerCommand command, string fault) => Refused(Known.When(command), fault);

    private static void Refused(Verdict verdict, string fault)
    {
        var refused = Assert.IsType<Decision.Refused>(verdict.Decision);
        Assert.Equal((Refusal.Malformed, fault), (refused.Why, string.Join(',', refused.Faults.Select(f => $"{f.Place} {f.Code}"))));
    }
}
