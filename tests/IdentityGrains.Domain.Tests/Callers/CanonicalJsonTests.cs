using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using IdentityGrains.Domain.Callers;

namespace IdentityGrains.Domain.Tests.Callers;

public class CanonicalJsonTests
{
    // The example of RFC 8785, section 3.2.2, but for its numbers.
    [Fact]
    public void Texts_are_escaped_as_the_standard_shows() => Assert.Equal(
        """{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical("""{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"""));

    // Section 3.2.3: by UTF-16 code units, so that a character beyond the plane comes before one high in it.
    [Fact]
    public void Names_are_in_the_order_that_the_standard_shows() => Assert.Equal(
        "{\"\\r\":\"a\",\"1\":\"b\",\"\u0080\":\"c\",\"\u00f6\":\"d\",\"\u20ac\":\"e\",\"\ud83d\ude00\":\"f\",\"\ufb33\":\"g\"}",
        Canonical("""{"\u20ac":"e","\r":"a","\ufb33":"g","1":"b","\ud83d\ude00":"f","\u0080":"c","\u00f6":"d"}"""));

    [Fact]
    public void A_control_character_without_a_letter_has_four_digits() =>
        Assert.Equal("[\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u007f\u2028\"]", Canonical("""["\u0000\b\t\n\u000b\f\r\u001f\u007f\u2028"]"""));

    [Theory]
    [InlineData("[0,-1,9007199254740991]")]
    public void A_whole_number_is_its_digits(string json) => Assert.Equal(json, Canonical(json));

    [Theory]
    [InlineData("""{"a":1.5}""")]
    [InlineData("""[1e2]""")]
    [InlineData("""[9007199254740992]""")]
    [InlineData("""[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]""")]
    public void What_no_command_holds_has_no_form(string json) => Assert.Null(Canonical(json));

    [Fact]
    public void It_says_the_same_however_it_was_spaced() => Gen.String.Array[0, 5].Where(texts => texts.All(IsWhole)).Sample(texts =>
    {
        var json = new JsonObject { ["texts"] = new JsonArray([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]), ["a"] = true };
        var canonical = CanonicalJson.Write(json)!;

        Assert.Equal(canonical, Canonical(json.ToJsonString(new() { WriteIndented = true })));
        Assert.Equal(canonical, Canonical(canonical));
    }, iter: 300);

    private static bool IsWhole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static string? Canonical(string json) => CanonicalJson.Write(JsonNode.Parse(json));
}
