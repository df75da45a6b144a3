using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Tests.Values;

public class EmailTests
{
    [Theory]
    [InlineData("ana@x.test", "ana@x.test")]
    [InlineData(" Ana.Maria+shop@X.Test ", "Ana.Maria+shop@x.test")]
    [InlineData("ana@bücher.example", "ana@xn--bcher-kva.example")]
    [InlineData("ana@BÜCHER.example", "ana@xn--bcher-kva.example")]
    [InlineData("ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example")]
    [InlineData("ana@пример.example", "ana@xn--e1afmkfd.example")]
    [InlineData("ana@sub.mail-1.co.uk", "ana@sub.mail-1.co.uk")]
    [InlineData("o'neil@x.test", "o'neil@x.test")]
    public void An_address_keeps_its_local_part_and_lowers_its_domain(string raw, string expected) => ReadsAs.Text("email", raw, expected);

    [Theory]
    [InlineData("a@b@x.test")]
    [InlineData("ana")]
    [InlineData("@x.test")]
    [InlineData("ana@")]
    [InlineData("\"ana maria\"@x.test")]
    [InlineData("ana maria@x.test")]
    [InlineData("admin@localhost")]
    [InlineData("ana@x.test.")]
    [InlineData("ana@.test")]
    [InlineData("ana@x..test")]
    [InlineData("ana@-x.test")]
    [InlineData("ana@x_y.test")]
    [InlineData("ana@192.168.0.1")]
    [InlineData("ana@[192.168.0.1]")]
    [InlineData(".ana@x.test")]
    [InlineData("ana.@x.test")]
    [InlineData("a..b@x.test")]
    [InlineData("<script>@x.test")]
    [InlineData("Ana <ana@x.test>")]
    [InlineData("ana@pаypal.com")]
    [InlineData("ana@xn--pypal-4ve.com")]
    [InlineData("änä@x.test")]
    [InlineData("ana@xn--a.test")]
    [InlineData("ana@x.t")]
    public void What_reaches_nobody_or_passes_for_another_is_refused(string raw) => ReadsAs.Fault("email", raw, "invalid-email");

    [Theory]
    [InlineData("ana@bücher.example", "ana@bücher.example")]
    [InlineData("ana@xn--bcher-kva.example", "ana@bücher.example")]
    [InlineData("Ana@ПРИМЕР.example", "Ana@пример.example")]
    [InlineData("ana@日本語jp.example", "ana@日本語jp.example")]
    public void A_domain_in_its_own_script_is_known_in_both_forms(string raw, string written)
    {
        var format = ReadsAs.Format("email");
        var value = Assert.IsType<FieldValue.Text>(format.Read(new FieldValue.Text(raw), out _));
        Assert.True(System.Text.Ascii.IsValid(value.Value));
        Assert.Equal(new FieldValue.Text(written), format.AsPeopleWrite(value));
        Assert.Equal(value, format.Read(format.AsPeopleWrite(value)!, out _));
    }

    [Fact]
    public void An_address_in_ASCII_has_one_form_and_what_is_no_address_has_none()
    {
        var format = ReadsAs.Format("email");
        Assert.Null(format.AsPeopleWrite(new FieldValue.Text("ana@x.test")));
        Assert.Null(format.AsPeopleWrite(new FieldValue.Text("xn--ana@x.test")));
        Assert.Null(format.AsPeopleWrite(new FieldValue.Text("xn--\u0000..")));
        Assert.Null(format.AsPeopleWrite(FieldValue.Blank));
        Assert.Null(ReadsAs.Format("string").AsPeopleWrite(new FieldValue.Text("ana@xn--bcher-kva.example")));
    }

    [Theory]
    [InlineData("ana@exаmple.com")]
    [InlineData("ana@example.cоm")]
    [InlineData("ana@gοοgle.com")]
    [InlineData("ana@xn--exmple-4nf.com")]
    public void A_label_that_mixes_scripts_passes_for_another(string raw) => ReadsAs.Fault("email", raw, "invalid-email");

    [Fact]
    public void An_address_has_at_most_320_bytes()
    {
        var label = new string('d', 60);
        var domain = string.Join('.', label, label, label, "example");
        var longest = new string('a', 64) + "@" + domain;
        ReadsAs.Text("email", longest, longest);
        ReadsAs.Fault("email", "a" + longest, "invalid-email");
        ReadsAs.Fault("email", new string('a', 64) + "@" + label + "." + domain + "." + label, "invalid-email");
    }

    [Theory]
    [InlineData("ana@x.test\r\nBcc: b@x.test", "invalid-characters")]
    [InlineData("ana\0@x.test", "invalid-unicode")]
    public void Controls_are_no_part_of_it(string raw, string fault) => ReadsAs.Fault("email", raw, fault);
}
