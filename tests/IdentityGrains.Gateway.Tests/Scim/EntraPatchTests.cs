using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>The dialect that Microsoft Entra speaks: capitals, booleans in quotes, values without a path, and the address part by part.</summary>
public class EntraPatchTests(ProductServer product)
{
    private readonly ScimCaller _commerce = new(product, "nhi:commerce-sync");
    private readonly ScimCaller _support = new(product, "nhi:support-sync");

    [Fact]
    public async Task An_address_that_comes_part_by_part_is_one_claim()
    {
        var made = await _commerce.Make("entra-1");

        var patched = await _commerce.Patch(made.Id, """
            {"op":"Add","path":"addresses[type eq \"work\"].streetAddress","value":"Hauptstr. 1"},
            {"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Berlin"},
            {"op":"Add","path":"addresses[type eq \"work\"].postalCode","value":"10115"},
            {"op":"Add","path":"addresses[type eq \"work\"].country","value":"DE"},
            {"op":"Add","path":"addresses[type eq \"work\"].formatted","value":"Hauptstr. 1, 10115 Berlin"}
            """);

        Assert.Equal((200, "addresses.formatted=ignored postal_address=winner", "W/\"2\""), (patched.Status, patched.Outcomes, patched.Tag));
        Assert.Equal(("Berlin", "10115"), (patched.At("addresses.0.locality"), patched.At("addresses.0.postalCode")));
    }

    [Fact]
    public async Task A_value_without_a_path_holds_attributes_paths_and_schemas()
    {
        var made = await _commerce.Make("entra-2");

        var patched = await _commerce.Patch(made.Id, $$"""
            {"op":"Replace","value":{
              "name.givenName":"Ana","name":{"familyName":"Lima"},"active":"True","displayName":"Ana Lima",
              "emails[type eq \"work\"].value":"ana.entra@shop.example",
              "urn:ietf:params:scim:schemas:core:2.0:User:preferredLanguage":"pt-BR",
              "{{ScimCaller.Customer}}":{"residence_region":"BR"},"{{ScimCaller.Customer}}:loyalty_tier":"gold"} }
            """);

        Assert.Equal(
            "displayName=ignored email=pending family_name=winner given_name=winner language=winner loyalty_tier=winner residence_region=winner",
            patched.Outcomes);
        Assert.Equal(("pt-BR", "BR"), (patched.At("preferredLanguage"), patched.Field("residence_region")));
    }

    [Fact]
    public async Task A_flag_in_quotes_is_a_flag_and_names_mean_the_same_in_every_case()
    {
        var made = await _support.Make("entra-3");

        var patched = await _support.Patch(made.Id,
            $$"""{"OP":"replace","PATH":"{{ScimCaller.Customer.ToUpperInvariant()}}:SALE_SHARE_OPT_OUT","Value":"True"}""");
        var named = await _commerce.Patch(made.Id, """{"op":"REPLACE","path":"NAME.GIVENNAME","value":"Ana"}""");

        Assert.Equal((200, "sale_share_opt_out=winner", "True"), (patched.Status, patched.Outcomes, patched.Field("sale_share_opt_out")));
        Assert.Equal("Ana", named.At("name.givenName"));
    }

    [Fact]
    public async Task Of_many_values_the_one_that_a_type_names_is_changed_and_others_say_no_field()
    {
        var made = await _commerce.Make("entra-4",
            """ "emails":[{"type":"work","value":"a@shop.example","primary":true},{"type":"home","value":"b@home.example"}] """);
        Assert.Equal("email=pending emails=ignored", made.Outcomes);

        var primary = await _commerce.Patch(made.Id, """{"op":"replace","path":"emails[primary eq \"True\"].value","value":"c@shop.example"}""");
        var other = await _commerce.Patch(made.Id, """{"op":"replace","path":"emails[type eq \"home\"].value","value":"d@home.example"}""");
        var whole = await _commerce.Patch(made.Id, """{"op":"remove","path":"emails"}""");

        Assert.Equal("email=pending", primary.Outcomes);
        Assert.Equal((200, "emails.value=ignored"), (other.Status, other.Outcomes));
        Assert.StartsWith("email=", whole.Outcomes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"op":"remove"}""", "noTarget", "no-target")]
    [InlineData("""{"op":"move","path":"name.givenName"}""", "invalidValue", "validation-failed")]
    [InlineData("""{"op":"1","path":"name.givenName","value":"x"}""", "invalidValue", "validation-failed")]
    [InlineData("""{"path":"name.givenName","value":"x"}""", "invalidValue", "validation-failed")]
    [InlineData("""{"op":"replace","path":"name.givenName"}""", "invalidValue", "validation-failed")]
    [InlineData("""{"op":"replace","value":"x"}""", "invalidValue", "validation-failed")]
    [InlineData("""{"op":"replace","path":"name.givenName","value":7}""", "invalidValue", "validation-failed")]
    [InlineData("""{"op":"replace","path":"shoeSize","value":"x"}""", "invalidPath", "invalid-path")]
    [InlineData("""{"op":"replace","path":"name.shoeSize","value":"x"}""", "invalidPath", "invalid-path")]
    [InlineData("""{"op":"replace","path":"name[","value":"x"}""", "invalidPath", "invalid-path")]
    [InlineData("""{"op":"replace","path":"urn:foreign:schema:shoeSize","value":"x"}""", "invalidPath", "invalid-path")]
    [InlineData("""{"op":"replace","path":"name[type eq \"work\"].givenName","value":"x"}""", "noTarget", "no-target")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"a@b.example\"].value","value":"x"}""", "invalidFilter", "invalid-filter")]
    [InlineData("""{"op":"remove","path":"emails","value":[{"value":"a@b.example"}]}""", "invalidValue", "validation-failed")]
    [InlineData("""{"op":"replace","path":"id","value":"x"}""", "mutability", "not-mutable")]
    [InlineData("""{"op":"replace","path":"meta.version","value":"x"}""", "mutability", "not-mutable")]
    [InlineData("""{"op":"add","path":"groups","value":[]}""", "mutability", "not-mutable")]
    [InlineData("""{"op":"replace","path":"externalId","value":"other"}""", "mutability", "not-mutable")]
    [InlineData("""{"op":"remove","path":"externalId"}""", "mutability", "not-mutable")]
    [InlineData("""{"op":"replace","path":"userName","value":"ana@shop.example"}""", "mutability", "not-mutable")]
    [InlineData("""{"op":"replace","path":"active","value":"perhaps"}""", "invalidValue", "validation-failed")]
    [InlineData("""{"op":"replace","path":"name.givenName","value":"x","from":"y"}""", "invalidSyntax", "unknown-property")]
    [InlineData("""{"op":"replace","path":"name.givenName","Path":"name.familyName","value":"x"}""", "invalidSyntax", "duplicate-property")]
    [InlineData("""{"op":"replace","path":"urn:identitygrains:scim:1.0:Customer:shoe_size","value":"x"}""", "invalidPath", "invalid-path")]
    [InlineData("""{"op":"add","path":"name.givenName","value":"Kanarienvogel"},{"op":"remove"}""", "noTarget", "no-target")]
    public async Task What_is_no_operation_is_named_for_what_it_is_not_and_nothing_is_done(string operations, string type, string slug)
    {
        var made = await _commerce.Make("entra-bad");

        var refused = await _commerce.Patch(made.Id, operations);

        Assert.Equal((400, type, slug), refused.Error);
        Assert.DoesNotContain("Kanarienvogel", refused.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("W/\"1\"", (await _commerce.Get("/Users/" + made.Id)).Tag);
    }

    [Fact]
    public async Task More_operations_than_a_patch_may_have_are_refused()
    {
        var made = await _commerce.Make("entra-many");

        var refused = await _commerce.Patch(made.Id, string.Join(',', Enumerable.Repeat("""{"op":"add","path":"name.givenName","value":"x"}""", 101)));

        Assert.Equal((400, "invalidValue", "too-many-items"), refused.Error);
    }
}
