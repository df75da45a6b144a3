using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>A customer's life as two directories tell it, one of which the policy ranks above the other.</summary>
public class UserLifeTests(ProductServer product)
{
    private const string Address = """
        "addresses":[{"type":"work","streetAddress":"Hauptstr. 1\nHinterhaus","locality":"Berlin","postalCode":"10115","country":"DE"}]
        """;

    private readonly ScimCaller _commerce = new(product, "nhi:commerce-sync");
    private readonly ScimCaller _crm = new(product, "nhi:crm-cdc");

    [Fact]
    public async Task A_user_is_made_with_what_the_source_knows_in_one_entry()
    {
        var made = await _crm.Make("life-1",
            "\"name\":{\"givenName\":\"Ana\",\"familyName\":\"Lima\"},\"active\":true,\"displayName\":\"Ana Lima\"," + Address);

        Assert.Equal((201, "W/\"1\"", "application/scim+json"), (made.Status, made.Tag, made.Type));
        Assert.Equal("displayName=ignored family_name=winner given_name=winner postal_address=winner", made.Outcomes);
        Assert.Equal(
            ("life-1", "life-1", "Ana", "Lima"),
            (made.Text("externalId"), made.Text("userName"), made.At("name.givenName"), made.At("name.familyName")));
        Assert.Equal(("work", "Hauptstr. 1\nHinterhaus", "10115"),
            (made.At("addresses.0.type"), made.At("addresses.0.streetAddress"), made.At("addresses.0.postalCode")));
        Assert.Equal(made.Headers["Location"], made.At("meta.location"));
        Assert.EndsWith("/scim/v2/Users/" + made.Id, made.Headers["Location"], StringComparison.Ordinal);
        var journal = await product.As("nhi:crm-cdc").Get($"/v1/customers/by-key/crm/life-1/journal");
        Assert.Single(journal.Body.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task What_a_lesser_source_says_is_kept_as_its_word_and_the_greater_one_s_stays()
    {
        var made = await _commerce.Make("life-2", Address);
        Assert.Equal("postal_address=winner", made.Outcomes);

        var patched = await _crm.Patch(made.Id, """{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"Nebenweg 9"}""");

        Assert.Equal(200, patched.Status);
        Assert.Equal("postal_address=lower_rank", patched.Outcomes);
        Assert.Equal("Hauptstr. 1\nHinterhaus", patched.At("addresses.0.streetAddress"));
        Assert.Equal(patched.Tag, (await _commerce.Get("/Users/" + made.Id)).Tag);
        Assert.Equal("W/\"2\"", patched.Tag);
    }

    [Fact]
    public async Task A_put_takes_back_what_the_source_said_and_nothing_that_another_did()
    {
        var made = await _crm.Make("life-3", """ "name":{"givenName":"Ana"},"phoneNumbers":[{"type":"mobile","value":"+4915112345678"}] """);
        var said = await _commerce.Patch(made.Id, """{"op":"add","path":"preferredLanguage","value":"de"}""");
        Assert.Equal("language=winner", said.Outcomes);

        var put = await _crm.Put(made, "\"name\":{\"givenName\":\"Anna\"}");

        Assert.Equal((200, "Anna"), (put.Status, put.At("name.givenName")));
        Assert.Equal(["given_name", "phone_mobile"], put.Outcomes.Split(' ').Select(o => o.Split('=')[0]));
        Assert.Equal("de", (await _commerce.Get("/Users/" + made.Id)).At("preferredLanguage"));
        var explained = await product.As("nhi:crm-cdc").Get($"/v1/customers/{made.Id}/explain/phone_mobile");
        Assert.Equal(200, explained.Status);
    }

    [Fact]
    public async Task A_source_that_is_not_ranked_for_an_attribute_is_told_which_and_nothing_is_applied()
    {
        var made = await _crm.Make("life-4", "\"name\":{\"givenName\":\"Ana\"}");

        var put = await _crm.Put(made, $$""" "name":{"givenName":"Eva"},"preferredLanguage":"de","{{ScimCaller.Customer}}":{"customer_number":"7"} """);
        var patched = await _crm.Patch(made.Id, $$"""{"op":"add","path":"{{ScimCaller.Customer}}:customer_number","value":"7"}""");

        Assert.Equal((400, "mutability", "field-authority-denied"), put.Error);
        Assert.Equal(["/preferredLanguage", "/urn:identitygrains:scim:1.0:Customer/customer_number"], Pointers(put));
        Assert.Equal((400, "mutability", "field-authority-denied"), patched.Error);
        Assert.DoesNotContain("Eva", put.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(("W/\"1\"", "Ana"), ((await _crm.Get("/Users/" + made.Id)).Tag, (await _crm.Get("/Users/" + made.Id)).At("name.givenName")));
    }

    [Fact]
    public async Task What_a_source_may_not_see_is_not_in_its_resource()
    {
        var made = await _commerce.Make("life-5",
            $$""" "preferredLanguage":"de","{{ScimCaller.Customer}}":{"customer_number":"C-77","loyalty_tier":"gold"} """);
        Assert.Equal(("de", "C-77", "gold"), (made.At("preferredLanguage"), made.Field("customer_number"), made.Field("loyalty_tier")));

        var seen = await _crm.Get("/Users/" + made.Id);

        Assert.Equal((200, null, null, null), (seen.Status, seen.At("preferredLanguage"), seen.Field("customer_number"), seen.At("externalId")));
        Assert.Equal(made.Id, seen.Text("userName"));
    }

    [Fact]
    public async Task What_cannot_change_is_left_out_of_a_put_without_being_taken_back()
    {
        var made = await _commerce.Make("life-6", $$""" "{{ScimCaller.Customer}}":{"customer_number":"C-78"} """);

        var left = await _commerce.Put(made, "\"name\":{\"givenName\":\"Ana\"}");
        var changed = await _commerce.Patch(made.Id, $$"""{"op":"replace","path":"{{ScimCaller.Customer}}:customer_number","value":"C-79"}""");

        Assert.Equal((200, "C-78", "given_name=winner"), (left.Status, left.Field("customer_number"), left.Outcomes));
        Assert.Equal((400, "mutability", "field-immutable"), changed.Error);
    }

    [Fact]
    public async Task What_is_no_value_leaves_no_user_behind()
    {
        var refused = await _crm.Make("life-7", """ "emails":[{"type":"work","value":"ana@@shop.example"}] """);
        var made = await _crm.Make("life-7", """ "emails":[{"type":"work","value":"ana@shop.example"}] """);

        Assert.Equal((400, "invalidValue", "invalid-email"), refused.Error);
        Assert.Equal((201, "email=pending"), (made.Status, made.Outcomes));
    }

    [Fact]
    public async Task Whether_processing_is_restricted_is_told_and_not_set()
    {
        var made = await _crm.Make("life-8");
        var asked = await _crm.Patch(made.Id, """{"op":"replace","path":"active","value":"False"}""");
        await product.As("nhi:crm-cdc").Post($"/v1/customers/{made.Id}/restriction", "life-8",
            $$"""{"observedAt":"{{product.Observed()}}","decision":"restrict"}""");

        var restricted = await _crm.Get("/Users/" + made.Id);
        var same = await _crm.Patch(made.Id, """{"op":"replace","path":"active","value":"False"}""");

        Assert.Equal((400, "mutability", "not-mutable"), asked.Error);
        Assert.Equal("false", restricted.At("active"));
        Assert.Equal(200, same.Status);
        Assert.Equal((405, null, "method-not-allowed"), (await _crm.Send(HttpMethod.Delete, "/Users/" + made.Id, null)).Error);
    }

    private static IEnumerable<string?> Pointers(ScimAnswer refused) =>
        refused.Body.GetProperty("urn:identitygrains:scim:1.0:Problem").GetProperty("errors").EnumerateArray()
            .Select(e => e.GetProperty("pointer").GetString());
}
