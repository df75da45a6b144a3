using IdentityGrains.Gateway.Tests.BadInputs;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>Users are found by the names that the source gave them, and by nothing that they are like.</summary>
public class UserFilterTests(ProductServer product)
{
    private const string Search = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    private readonly ScimCaller _crm = new(product, "nhi:crm-cdc");
    private readonly ScimCaller _commerce = new(product, "nhi:commerce-sync");

    [Theory]
    [InlineData("externalId eq \"{key}\"")]
    [InlineData("EXTERNALID EQ \"{key}\"")]
    [InlineData("userName eq \"{key}\"")]
    [InlineData("id eq \"{id}\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"{key}\"")]
    [InlineData(" externalId  eq  \"{key}\"  and id eq \"{id}\" ")]
    [InlineData("userName eq \"\\u0066ilter-1\"")]
    public async Task Whom_a_filter_names_is_found(string filter)
    {
        var made = await _crm.Make("filter-1", "\"name\":{\"givenName\":\"Ana\"}");

        var found = await Find(_crm, filter.Replace("{key}", "filter-1", StringComparison.Ordinal).Replace("{id}", made.Id, StringComparison.Ordinal));

        Assert.Equal((200, "1", "1", "1"), (found.Status, found.At("totalResults"), found.At("startIndex"), found.At("itemsPerPage")));
        Assert.Equal((made.Id, "Ana"), (found.At("Resources.0.id"), found.At("Resources.0.name.givenName")));
    }

    [Theory]
    [InlineData("externalId eq \"filter-nobody\"")]
    [InlineData("externalId eq \"ana@shop.example\"")]
    [InlineData("externalId eq \"\"")]
    [InlineData("id eq \"cus_00112233445566778899aabbccddeeff\"")]
    [InlineData("id eq \"2819c223\"")]
    [InlineData("externalId eq \"filter-2\" and externalId eq \"filter-nobody\"")]
    [InlineData("externalId eq \"filter-2\" and id eq \"cus_00112233445566778899aabbccddeeff\"")]
    [InlineData("externalId eq \"%\"")]
    public async Task Whom_it_does_not_name_is_nobody(string filter)
    {
        await _crm.Make("filter-2");

        var found = await Find(_crm, filter);

        Assert.Equal((200, "0", "[]"), (found.Status, found.At("totalResults"), found.At("Resources")));
    }

    [Theory]
    [InlineData("emails.value eq \"ana@shop.example\"")]
    [InlineData("emails[type eq \"work\" and value eq \"ana@shop.example\"]")]
    [InlineData("name.familyName eq \"Lima\"")]
    [InlineData("externalId eq \"filter-1\" and emails.value eq \"ana@shop.example\"")]
    [InlineData("externalId eq \"filter-1\" or id eq \"x\"")]
    [InlineData("externalId sw \"filter\"")]
    [InlineData("externalId pr")]
    [InlineData("not (externalId eq \"filter-1\")")]
    [InlineData("meta.lastModified gt \"2026-01-01T00:00:00Z\"")]
    [InlineData("externalId eq filter-1")]
    [InlineData("externalId eq \"filter-1\" and")]
    [InlineData("externalId eq \"a\\q\"")]
    [InlineData("'; DROP TABLE journal")]
    public async Task What_a_customer_is_like_is_not_searched_for(string filter)
    {
        Assert.Equal((400, "invalidFilter", "invalid-filter"), (await Find(_crm, filter)).Error);
    }

    [Fact]
    public async Task A_filter_has_a_length_and_a_number_of_terms()
    {
        Assert.Equal(400, (await Find(_crm, "externalId eq \"" + new string('x', 512) + "\"")).Status);
        Assert.Equal(400, (await Find(_crm, string.Join(" and ", Enumerable.Repeat("id eq \"x\"", 9)))).Status);
        Assert.Equal(200, (await Find(_crm, string.Join(" and ", Enumerable.Repeat("id eq \"x\"", 8)))).Status);
    }

    [Fact]
    public async Task Another_source_s_names_find_nobody()
    {
        await _crm.Make("filter-3");

        Assert.Equal("0", (await Find(_commerce, "externalId eq \"filter-3\"")).At("totalResults"));
    }

    [Fact]
    public async Task What_a_filter_says_is_in_no_trace()
    {
        using var heard = new HeardActivities();

        Assert.Equal("0", (await Find(_crm, "externalId eq \"filter-untraced\"")).At("totalResults"));
        await Find(_crm, "emails.value eq \"untraced@shop.example\"");

        // What the tests' own client says of the address that it asks is the client's.
        Assert.DoesNotContain(heard.All, told => told.Contains("untraced", StringComparison.Ordinal) && !told.StartsWith("GET\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_told_every_customer()
    {
        Assert.Equal((400, "tooMany", "too-many-results"), (await _crm.Get("/Users")).Error);
        Assert.Equal((400, "tooMany", "too-many-results"), (await _crm.Get("/Users?startIndex=1&count=10")).Error);
        Assert.Equal((400, "invalidSyntax", "duplicate-parameter"), (await _crm.Get("/Users?filter=a&filter=b")).Error);
        Assert.Equal((400, "invalidValue", "validation-failed"), (await _crm.Get("/Users?sortBy=userName")).Error);
    }

    [Theory]
    [InlineData("&startIndex=1&count=1", 1)]
    [InlineData("&startIndex=0&count=100000", 1)]
    [InlineData("&startIndex=-5", 1)]
    [InlineData("&count=0", 0)]
    [InlineData("&count=-1", 0)]
    [InlineData("&startIndex=2", 0)]
    public async Task A_page_is_what_the_rfc_says_it_is(string page, int told)
    {
        await _crm.Make("filter-4");

        var found = await _crm.Get("/Users?filter=" + Uri.EscapeDataString("externalId eq \"filter-4\"") + page);

        Assert.Equal((200, "1"), (found.Status, found.At("totalResults")));
        Assert.Equal(told, found.Body.GetProperty("Resources").GetArrayLength());
    }

    [Fact]
    public async Task Who_wants_no_names_in_addresses_asks_in_a_body()
    {
        await _crm.Make("filter-5", "\"name\":{\"givenName\":\"Ana\",\"familyName\":\"Lima\"}");

        var found = await _crm.Send(HttpMethod.Post, "/.search",
            $$"""{"schemas":["{{Search}}"],"filter":"externalId eq \"filter-5\"","attributes":["name.givenName"],"startIndex":1,"count":5}""");
        var all = await _crm.Send(HttpMethod.Post, "/.search", $$"""{"schemas":["{{Search}}"]}""");
        var wrong = await _crm.Send(HttpMethod.Post, "/.search", $$"""{"schemas":["{{Search}}"],"filter":7}""");

        Assert.Equal("""{"givenName":"Ana"}""", found.At("Resources.0.name"));
        Assert.Equal((400, "tooMany", "too-many-results"), all.Error);
        Assert.Equal((400, "invalidValue", "validation-failed"), wrong.Error);
    }

    [Fact]
    public async Task Attributes_are_told_as_they_are_asked_for()
    {
        var made = await _crm.Make("filter-6",
            """ "name":{"givenName":"Ana","familyName":"Lima"},"phoneNumbers":[{"type":"mobile","value":"+4915112345678"}] """);

        var some = await _crm.Get($"/Users/{made.Id}?attributes=userName,name.familyName");
        var others = await _crm.Get($"/Users/{made.Id}?excludedAttributes=name.familyName,meta,id");
        var both = await _crm.Get($"/Users/{made.Id}?attributes=userName&excludedAttributes=meta");
        var none = await _crm.Get($"/Users/{made.Id}?attributes=name[");

        Assert.Equal(["schemas", "id", "userName", "name"], some.Body.EnumerateObject().Select(m => m.Name));
        Assert.Equal("""{"familyName":"Lima"}""", some.At("name"));
        Assert.Equal((made.Id, "Ana", null, null), (others.Id, others.At("name.givenName"), others.At("name.familyName"), others.At("meta")));
        Assert.Equal((400, "invalidValue", "validation-failed"), both.Error);
        Assert.Equal((400, "invalidPath", "invalid-path"), none.Error);
    }

    private static Task<ScimAnswer> Find(ScimCaller caller, string filter) => caller.Get("/Users?filter=" + Uri.EscapeDataString(filter));
}
