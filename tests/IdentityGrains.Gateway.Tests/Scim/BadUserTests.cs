using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>Users that are none.</summary>
public class BadUserTests(ProductServer product)
{
    private readonly ScimCaller _crm = new(product, "nhi:crm-cdc");

    [Theory]
    [InlineData("\"emails\":\"ana@shop.example\"", "validation-failed")]
    [InlineData("\"emails\":[\"ana@shop.example\"]", "validation-failed")]
    [InlineData("\"emails\":[{\"type\":\"work\",\"value\":7}]", "validation-failed")]
    [InlineData("\"emails\":[{\"type\":\"work\",\"value\":\"a@b.example\"},{\"type\":\"WORK\",\"value\":\"c@d.example\"}]", "validation-failed")]
    [InlineData("\"emails\":[{\"type\":7,\"value\":\"a@b.example\"}]", "validation-failed")]
    [InlineData("\"name\":\"Ana\"", "validation-failed")]
    [InlineData("\"name\":{\"givenName\":[\"Ana\"]}", "validation-failed")]
    [InlineData("\"name\":{\"givenName\":\"Ana\",\"GivenName\":\"Eva\"}", "duplicate-property")]
    [InlineData("\"name\":{\"shoeSize\":\"7\"}", "unknown-property")]
    [InlineData("\"addresses\":[{\"type\":\"work\",\"streetAddress\":\"a\\nb\\nc\"}]", "validation-failed")]
    [InlineData("\"addresses\":[{\"type\":\"work\",\"locality\":\"Berlin\"}]", "validation-failed")]
    [InlineData("\"active\":\"perhaps\"", "validation-failed")]
    [InlineData("\"phoneNumbers\":[{\"type\":\"mobile\",\"value\":\"+999\"}]", "invalid-phone")]
    [InlineData("\"urn:foreign:schema\":{}", "unknown-property")]
    [InlineData("\"urn:identitygrains:scim:1.0:Customer\":{\"shoe_size\":\"7\"}", "unknown-property")]
    [InlineData("\"urn:identitygrains:scim:1.0:Customer\":\"7\"", "validation-failed")]
    [InlineData("\"name\":{\"givenName\":\"Kanarienvogel\"},\"emails\":[{\"type\":\"work\",\"value\":\"Kanarienvogel\"}]", "invalid-email")]
    public async Task A_bad_attribute_is_named_for_what_it_is_not_and_nobody_is_made(string attributes, string slug)
    {
        var refused = await _crm.Make("bad-user", attributes);

        Assert.Equal((400, slug), (refused.Error.Status, refused.Error.Slug));
        Assert.DoesNotContain("Kanarienvogel", refused.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("0", (await _crm.Get("/Users?filter=" + Uri.EscapeDataString("externalId eq \"bad-user\""))).At("totalResults"));
    }

    [Fact]
    public async Task What_the_server_alone_writes_is_passed_over_and_null_says_nothing()
    {
        var made = await _crm.Make("bad-user-2", $$"""
            "id":"cus_00112233445566778899aabbccddeeff","meta":{"version":"W/\"9\""},"groups":[{"value":"admins"}],"{{ScimCaller.Outcome}}":{"x":"y"},
            "name":null,"emails":[],"title":"Dr","password":"secret-1"
            """);

        Assert.Equal((201, "password=ignored title=ignored", "W/\"1\""), (made.Status, made.Outcomes, made.Tag));
        Assert.NotEqual("cus_00112233445566778899aabbccddeeff", made.Id);
        Assert.DoesNotContain("secret-1", made.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_begins_inactive_is_none_that_can_be_made_here() =>
        Assert.Equal((400, "mutability", "not-mutable"), (await _crm.Make("bad-user-3", "\"active\":false")).Error);

    [Fact]
    public async Task A_partner_makes_nobody() =>
        Assert.Equal((403, null, "may-not-create"), (await new ScimCaller(product, "nhi:partner-acme-feed").Make("bad-user-4")).Error);
}
