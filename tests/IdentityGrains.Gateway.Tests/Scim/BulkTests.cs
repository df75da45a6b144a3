using System.Text.Json;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Scim;

/// <summary>Several operations in one request: each its own act, each its own answer.</summary>
public class BulkTests(ProductServer product)
{
    private const string Request = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    private const string Named = """{"op":"add","path":"name.givenName","value":"Ana"}""";
    private readonly ScimCaller _crm = new(product, "nhi:crm-cdc");

    [Fact]
    public async Task What_is_made_first_is_named_by_what_follows()
    {
        var answer = await Bulk(null,
            Post("one", "bulk-1"),
            $$"""{"method":"PATCH","path":"/Users/bulkId:one","data":{"schemas":["{{ScimCaller.PatchOp}}"],"Operations":[{{Named}}]} }""",
            $$"""{"method":"put","path":"/Users/bulkId:one","version":"W/\"1\"","data":{{ScimCaller.Resource("bulk-1", "\"title\":\"Dr\"")}} }""",
            """{"method":"DELETE","path":"/Users/bulkId:one"}""",
            """{"method":"PATCH","path":"/Users/bulkId:two","data":{}}""",
            """{"method":"GET","path":"/Groups"}""",
            Post("three", "bulk-1", "\"name\":{\"givenName\":\"Ona\"}"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["201", "200", "412", "405", "400", "404", "409"], Statuses(answer));
        var made = answer.Body.GetProperty("Operations")[0];
        Assert.Equal(
            ("POST", "one", "W/\"1\""),
            (made.GetProperty("method").GetString(), made.GetProperty("bulkId").GetString(), made.GetProperty("version").GetString()));
        Assert.EndsWith("/Users/" + answer.At("Operations.0.response.id"), made.GetProperty("location").GetString(), StringComparison.Ordinal);
        Assert.Equal(("Ana", "uniqueness"), (answer.At("Operations.1.response.name.givenName"), answer.At("Operations.6.response.scimType")));
    }

    [Fact]
    public async Task A_strangers_body_is_not_read()
    {
        var answer = await new ScimCaller(product, "nhi:nobody").Send(HttpMethod.Post, "/Bulk", "{");

        Assert.Equal(403, answer.Status);
    }

    [Fact]
    public async Task It_ends_at_the_failures_that_it_may_have()
    {
        var answer = await Bulk(2, Post("a", "bulk-2"), """{"method":"GET","path":"/Users"}""", Post("b", "ana@shop.example"), Post("c", "bulk-2c"));

        Assert.Equal(["201", "405", "400"], Statuses(answer));
        Assert.Equal("0", (await _crm.Get("/Users?filter=" + Uri.EscapeDataString("externalId eq \"bulk-2c\""))).At("totalResults"));
    }

    [Fact]
    public async Task One_key_names_all_its_acts()
    {
        var body = Body(null, Post("a", "bulk-3"), Post("b", "bulk-3b", "\"name\":{\"givenName\":\"Ana\"}"));

        var first = await _crm.Send(HttpMethod.Post, "/Bulk", body, ("Idempotency-Key", "bulk-3"));
        var again = await _crm.Send(HttpMethod.Post, "/Bulk", body, ("Idempotency-Key", "bulk-3"));

        Assert.Equal(["201", "201"], Statuses(again));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
    }

    [Theory]
    [InlineData("""{"method":"POST","path":"/Users","data":{}}""", "validation-failed")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"x","data":{}},{"method":"POST","path":"/Users","bulkId":"x","data":{}}""", "validation-failed")]
    [InlineData("""{"path":"/Users","bulkId":"x"}""", "validation-failed")]
    [InlineData("""{"method":"POST","bulkId":"x"}""", "validation-failed")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":7}""", "validation-failed")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"x","url":"y"}""", "unknown-property")]
    [InlineData("7", "validation-failed")]
    public async Task What_is_misshapen_has_no_half_of_an_effect(string operation, string slug)
    {
        var answer = await Bulk(null, Post("good", "bulk-4"), operation);

        Assert.Equal((400, slug), (answer.Error.Status, answer.Error.Slug));
        Assert.Equal("0", (await _crm.Get("/Users?filter=" + Uri.EscapeDataString("externalId eq \"bulk-4\""))).At("totalResults"));
    }

    [Fact]
    public async Task It_has_a_limit_that_its_configuration_tells()
    {
        var most = int.Parse((await _crm.Get("/ServiceProviderConfig")).At("bulk.maxOperations")!, System.Globalization.CultureInfo.InvariantCulture);
        var operation = """{"method":"GET","path":"/Users"}""";

        Assert.Equal(most, (await Bulk(null, [.. Enumerable.Repeat(operation, most)])).Body.GetProperty("Operations").GetArrayLength());
        Assert.Equal((413, null, "payload-too-large"), (await Bulk(null, [.. Enumerable.Repeat(operation, most + 1)])).Error);
        Assert.Equal(400, (await _crm.Send(HttpMethod.Post, "/Bulk", $$"""{"schemas":["{{Request}}"],"failOnErrors":0,"Operations":[]}""")).Status);
    }

    private static string Post(string bulkId, string key, string attributes = "\"displayName\":\"x\"") =>
        $$"""{"method":"POST","path":"/Users","bulkId":"{{bulkId}}","data":{{ScimCaller.Resource(key, attributes)}} }""";

    private static string Body(int? failures, params string[] operations) =>
        $$"""{"schemas":["{{Request}}"],"failOnErrors":{{JsonSerializer.Serialize(failures)}},"Operations":[{{string.Join(',', operations)}}]}""";

    private static IEnumerable<string?> Statuses(ScimAnswer answer) =>
        answer.Body.GetProperty("Operations").EnumerateArray().Select(o => o.GetProperty("status").GetString());

    private Task<ScimAnswer> Bulk(int? failures, params string[] operations) => _crm.Send(HttpMethod.Post, "/Bulk", Body(failures, operations));
}
