using System.Text.Json;
using IdentityGrains.Connectors.Scim;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Tests.Scim;

/// <summary>The coercion table: what a server may write otherwise and mean the same.</summary>
public sealed class ScimCoercionTests
{
    [Theory]
    [InlineData("emails[type eq \"work\"].value", "ana@x.test", """{"emails":[{"type":"work","value":"Ana@X.test"}]}""")]
    [InlineData("emails[type eq \"work\"].value", "ana@x.test", """{"Emails":[{"TYPE":"Work","Value":" ana@x.test "}]}""")]
    [InlineData("phoneNumbers[type eq \"mobile\"].value", "+491701234567", """{"phoneNumbers":[{"type":"mobile","value":"tel:+49-170-1234567"}]}""")]
    [InlineData("phoneNumbers[type eq \"mobile\"].value", "+491701234567", """{"phoneNumbers":[{"type":"mobile","value":"TEL:+49(170)1234567;ext=1"}]}""")]
    [InlineData("phoneNumbers[type eq \"mobile\"].value", "+491701234567", """{"phoneNumbers":[{"type":"mobile","value":"+49 170 1234567"}]}""")]
    [InlineData("userName", "C-1", """{"userName":"c-1"}""")]
    [InlineData("preferredLanguage", "de-AT", """{"preferredLanguage":"de-at"}""")]
    [InlineData("urn:brightmart:scim:customer:tier", "gold", """{"urn:brightmart:scim:customer":{"tier":"gold"}}""")]
    public void What_a_server_writes_otherwise_is_the_same_value(string path, string told, string shown) =>
        Assert.True(Same(path, new FieldValue.Text(told), shown));

    [Theory]
    [InlineData("name.givenName", "Ana", """{"name":{"givenName":"ANA"}}""")]
    [InlineData("name.givenName", "Ana", """{"name":{"familyName":"Ana"}}""")]
    [InlineData("emails[type eq \"work\"].value", "ana@x.test", """{"emails":[{"type":"home","value":"ana@x.test"}]}""")]
    [InlineData("emails[type eq \"work\"].value", "ana@x.test", """{"emails":[{"type":"work","value":"ana@x.test"},{"type":"work","value":"b@x.test"}]}""")]
    [InlineData("urn:brightmart:scim:customer:tier", "gold", """{"tier":"gold"}""")]
    [InlineData("urn:brightmart:scim:customer:tier", "gold", """{"urn:brightmart:scim:customer":{"tier":"GOLD"}}""")]
    public void What_says_something_else_or_stands_elsewhere_is_another(string path, string told, string shown) =>
        Assert.False(Same(path, new FieldValue.Text(told), shown));

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"false\"", false)]
    public void Truth_may_be_a_text(string shown, bool told)
    {
        Assert.True(Same("active", new FieldValue.Flag(told), $$"""{"active":{{shown}}}"""));
        Assert.False(Same("active", new FieldValue.Flag(!told), $$"""{"active":{{shown}}}"""));
    }

    /// <summary>A server ignores what nobody may write there, and answers without it: it is not stored, whatever the answer's status.</summary>
    [Fact]
    public void An_attribute_that_a_server_dropped_is_not_there() => Assert.False(Same("title", new FieldValue.Text("Dr"), """{"id":"1","userName":"C-1"}"""));

    [Theory]
    [InlineData("""{"emails":[{"type":"home","value":"x"}]}""")]
    [InlineData("""{"emails":[]}""")]
    [InlineData("""{"emails":null}""")]
    [InlineData("""{"emails":[{"type":"work"}]}""")]
    [InlineData("""{"emails":[{"type":"work","value":""}]}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Nothing_reads_as_a_blank(string shown) => Assert.True(Same("emails[type eq \"work\"].value", FieldValue.Blank, shown));

    [Fact]
    public void An_address_is_its_parts_whatever_else_stands_with_it()
    {
        var told = new FieldValue.Parts(
            [new("city", "Berlin"), new("country", "DE"), new("line1", "Alte Str. 1"), new("line2", "Hof"), new("postcode", "10115")]);
        const string Shown = """
            {"addresses":[{"type":"work","locality":"Wien"},
             {"type":"home","primary":true,"streetAddress":"Alte Str. 1\nHof","locality":"Berlin","postalCode":"10115","country":"de"}]}
            """;

        Assert.True(Same("addresses[type eq \"home\"]", told, Shown));
        Assert.False(Same("addresses[type eq \"work\"]", told, Shown));
    }

    [Theory]
    [InlineData("""{"urn:x:y":{"topics":["sale","news"]}}""", "urn:x:y:topics")]
    [InlineData("""{"roles":[{"value":"sale"},{"value":"news"}]}""", "roles")]
    public void Topics_have_no_order(string shown, string path) => Assert.True(Same(path, new FieldValue.Topics(["news", "sale"]), shown));

    private static bool Same(string path, FieldValue told, string shown)
    {
        using var json = JsonDocument.Parse(shown);
        var read = ScimPath.TryParse(path)!;
        return ScimShown.Canonical(read, told) == ScimShown.At(json.RootElement, read);
    }
}
