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
