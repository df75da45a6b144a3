using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>What a client learns before it begins.</summary>
public class DiscoveryTests(ProductServer product)
{
    private readonly ScimCaller _crm = new(product, "nhi:crm-cdc");

    [Fact]
    public async Task The_server_says_what_it_can_do()
    {
        var config = await _crm.Get("/ServiceProviderConfig");
        var types = await _crm.Get("/ResourceTypes");
        var type = await _crm.Get("/ResourceTypes/User");

        Assert.Equal(
            ("true", "true", "1048576", "true", "false", "true"),
            (config.At("patch.supported"), config.At("bulk.supported"), config.At("bulk.maxPayloadSize"), config.At("filter.supported"),
                config.At("sort.supported"), config.At("etag.supported")));
        Assert.Equal(("1", "/Users", "User"), (types.At("totalResults"), types.At("Resources.0.endpoint"), type.At("id")));
        Assert.Equal((404, null, "not-found"), (await _crm.Get("/ResourceTypes/Group")).Error);
    }

    [Fact]
    public async Task The_schemas_are_those_of_the_source_that_asks()
    {
        var schemas = await _crm.Get("/Schemas");
        var user = await _crm.Get("/Schemas/" + ScimCaller.User);
        var customer = await _crm.Get("/Schemas/" + ScimCaller.Customer);
        var ofCommerce = await new ScimCaller(product, "nhi:commerce-sync").Get("/Schemas/" + ScimCaller.Customer);

        Assert.Equal("3", schemas.At("totalResults"));
        Assert.Equal(
            ["active immutable", "addresses readWrite", "emails readWrite", "name readWrite", "phoneNumbers readWrite", "preferredLanguage readOnly",
                "userName immutable"],
            Attributes(user));
        Assert.All(Attributes(customer), a => Assert.EndsWith("readOnly", a, StringComparison.Ordinal));
        Assert.Contains("customer_number immutable", Attributes(ofCommerce));
        Assert.Equal((404, null, "not-found"), (await _crm.Get("/Schemas/urn:foreign:schema")).Error);
    }

    [Fact]
    public async Task A_stranger_and_a_wrong_token_are_told_in_scim_s_own_form()
    {
        var stranger = await new ScimCaller(product, "nhi:stranger").Get("/Users?filter=" + Uri.EscapeDataString("externalId eq \"x\""));
        var wrongType = await _crm.Get("/Users", ("Accept", "application/xml"));
        var plain = await _crm.Get("/ServiceProviderConfig", ("Accept", "application/json"));

        Assert.Equal((403, null, "forbidden"), stranger.Error);
        Assert.Equal((406, null, "not-acceptable"), wrongType.Error);
        Assert.Equal("application/scim+json", wrongType.Type);
        Assert.Equal("application/json", plain.Type);
        Assert.Equal((404, null, "subject-not-found"), (await _crm.Get("/Users/cus_00112233445566778899aabbccddeeff")).Error);
        Assert.Equal((404, null, "not-found"), (await _crm.Get("/Groups")).Error);
    }

    private static IEnumerable<string> Attributes(ScimAnswer schema) => schema.Body.GetProperty("attributes").EnumerateArray()
        .Select(a => $"{a.GetProperty("name").GetString()} {a.GetProperty("mutability").GetString()}").Order(StringComparer.Ordinal);
}
