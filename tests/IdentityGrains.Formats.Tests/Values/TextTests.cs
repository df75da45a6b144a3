using IdentityGrains.Domain.Fields;
using IdentityGrains.Formats.Values;

namespace IdentityGrains.Formats.Tests.Values;

public class TextTests
{
    public static TheoryData<string> TextTypes() => new("string", "personName", "email", "e164", "date", "region", "bcp47", "enum");

    [Theory]
    [InlineData("Ana", "Ana")]
    [InlineData("  Ana Maria ", "Ana Maria")]
    [InlineData("Jose\u0301", "José")]
    [InlineData("X", "X")]
    [InlineData("שרה", "שרה")]
    [InlineData("👩‍👩‍👧", "👩‍👩‍👧")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0")]
    [InlineData("{{7*7}} ${jndi:ldap://x} '; DROP TABLE x", "{{7*7}} ${jndi:ldap://x} '; DROP TABLE x")]
    [InlineData("a\u0336\u0327\u0323\u0301", "á\u0336\u0327\u0323")]
    public void A_name_is_what_people_write(string raw, string expected) =>
        ReadsAs.Text("personName", raw, expected.Normalize());

    [Theory]
    [InlineData("a\0b", "invalid-unicode")]
    [InlineData("Ana\r\nBcc: x", "invalid-characters")]
    [InlineData("Ana\n", "invalid-characters")]
    [InlineData("Ana\u2028", "invalid-characters")]
    [InlineData("\u0007", "invalid-characters")]
    [InlineData("q\u0321\u0322\u0323\u0324\u0325", "invalid-characters")]
    public void A_name_holds_no_controls_and_no_heaps_of_marks(string raw, string fault) => ReadsAs.Fault("personName", raw, fault);

    // Not in the table above: an attribute keeps its texts in UTF-8, which has no half pairs.
    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
    {
        ReadsAs.Fault("personName", "a\ud800", "invalid-unicode");
        ReadsAs.Fault("string", "\udc00\ud800", "invalid-unicode");
        ReadsAs.Fault("enum", "\ud800a", "invalid-unicode");
    }

    [Fact]
    public void Three_hundred_marks_on_one_letter_are_refused_as_characters() =>
        ReadsAs.Fault("personName", "a" + new string('\u0323', 300), "invalid-characters");

    [Fact]
    public void Length_is_counted_in_code_points_and_in_bytes()
    {
        ReadsAs.Text("personName", new string('x', 100), new string('x', 100));
        ReadsAs.Text("personName", string.Concat(Enumerable.Repeat("😀", 100)), string.Concat(Enumerable.Repeat("😀", 100)));
        ReadsAs.Fault("personName", new string('x', 101), "validation-failed");
        ReadsAs.Text("string", new string('x', 256), new string('x', 256));
        ReadsAs.Fault("string", new string('x', 257), "validation-failed");
        ReadsAs.Fault("string", new string('\u0301', 9_000), "validation-failed");
    }

    [Theory]
    [MemberData(nameof(TextTypes))]
    public void Nothing_reads_as_blank(string type)
    {
        foreach (var raw in new FieldValue[] { FieldValue.Blank, new FieldValue.Text(""), new FieldValue.Topics([]) })
        {
            Assert.Equal(FieldValue.Blank, ReadsAs.Format(type).Read(raw, out var fault));
            Assert.Equal("", fault);
        }
    }

    [Theory]
    [MemberData(nameof(TextTypes))]
    public void A_text_of_which_nothing_can_be_seen_is_neither_a_value_nor_nothing(string type)
    {
        foreach (var raw in new[] { " ", "   ", "\u00A0\u3000", "\u200B", " \u2060\u200D\uFEFF ", "\u00AD" })
        {
            ReadsAs.Fault(type, raw, "validation-failed");
        }
    }

    [Theory]
    [MemberData(nameof(TextTypes))]
    public void Another_shape_is_no_text(string type)
    {
        ReadsAs.Fault(type, new FieldValue.Flag(true), "validation-failed");
        ReadsAs.Fault(type, new FieldValue.Topics(["a"]), "validation-failed");
        ReadsAs.Fault(type, new FieldValue.Parts([new("line1", "a")]), "validation-failed");
    }

    [Fact]
    public void A_type_that_nobody_knows_has_no_format() => Assert.Null(FieldFormats.For("json", []));
}
