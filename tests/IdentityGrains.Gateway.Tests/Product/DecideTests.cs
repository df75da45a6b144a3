using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

public class DecideTests(ProductServer product)
{
    private const string Nobody = "cus_00112233445566778899aabbccddeeff";
    private readonly ApiCaller _crm = product.As("nhi:crm-cdc");

    [Fact]
    public async Task A_decision_tells_field_by_field_and_no_value()
    {
        var customer = await Customer("decide-1");

        var told = await _crm.Ask("/v1/decide", Question(customer, "service_fulfilment", "\"given_name\",\"email\",\"language\"", "crm"));

        Assert.Equal(200, told.Status);
        Assert.Equal((customer, 2L), (told.Text("customer"), told.Body.GetProperty("decisionVersion").GetInt64()));
        Assert.Contains("@", told.Text("policy"), StringComparison.Ordinal);
        Assert.Equal(
            """{"field":"given_name","decision":"released","purpose":"service_fulfilment","basis":null,"reason":null}""",
            told.Body.GetProperty("fields")[0].GetRawText());
        Assert.Equal(
            """{"field":"email","decision":"withheld","purpose":null,"basis":null,"reason":"verification_state"}""",
            told.Body.GetProperty("fields")[1].GetRawText());
        Assert.Equal("no_value", told.Body.GetProperty("fields")[2].GetProperty("reason").GetString());
        Assert.Equal(
            """{"purpose":"service_fulfilment","permitted":true,"why":null,"basis":null}""", told.Body.GetProperty("permitted").GetRawText());
        Assert.DoesNotContain("Ana", told.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purpose_that_is_not_permitted_says_why()
    {
        var told = await _crm.Ask("/v1/decide", Question(await Customer("decide-2"), "email_marketing", "\"given_name\""));

        Assert.Equal("no_purpose_permitted", told.Body.GetProperty("fields")[0].GetProperty("reason").GetString());
        Assert.Equal("unknown_region_strictest", told.Body.GetProperty("permitted").GetProperty("why").GetString());
    }

    [Theory]
    [InlineData("fun", "\"email\"", null, 422, "unknown-purpose", "/purpose")]
    [InlineData("FUN!", "\"email\"", null, 422, "unknown-purpose", "/purpose")]
    [InlineData("personalisation", "\"email\",\"shoe_size\"", null, 422, "unknown-field", "/fields/1")]
    [InlineData("personalisation", "\"Shoe\",\"email\"", null, 422, "unknown-field", "/fields/0")]
    [InlineData("personalisation", "\"email\"", "fax", 422, "unknown-platform", "/platform")]
    [InlineData("personalisation", "\"email\"", "", 422, "unknown-platform", "/platform")]
    [InlineData("personalisation", "", null, 400, "validation-failed", "/fields")]
    [InlineData("personalisation", "\"email\",\"email\"", null, 400, "validation-failed", "/fields/1")]
    [InlineData("personalisation", "\"email\",null", null, 400, "validation-failed", "/fields/1")]
    [InlineData("personalisation", "\"email\",7", null, 400, "validation-failed", "/fields/1")]
    public async Task What_cannot_be_asked_is_named(string purpose, string fields, string? platform, int status, string slug, string pointer)
    {
        var refused = await _crm.Ask("/v1/decide", Question(Nobody, purpose, fields, platform));

        Assert.Equal((status, slug, pointer), (refused.Status, refused.Slug, refused.Pointer));
    }

    [Fact]
    public async Task More_fields_than_one_question_holds_are_too_many()
    {
        var fields = string.Join(",", Enumerable.Range(0, 65).Select(i => $"\"f{i}\""));

        var refused = await _crm.Ask("/v1/decide", Question(Nobody, "personalisation", fields));

        Assert.Equal((422, "too-many-items"), (refused.Status, refused.Slug));
    }

    [Fact]
    public async Task A_customer_who_is_none_and_an_id_that_is_none_are_told_apart()
    {
        var nobody = await _crm.Ask("/v1/decide", Question(Nobody, "personalisation", "\"email\""));
        var noId = await _crm.Ask("/v1/decide", Question("C-1", "personalisation", "\"email\""));
        var stranger = await product.As("nhi:stranger").Ask("/v1/decide", Question(await Customer("decide-3"), "fun", "\"email\""));

        Assert.Equal((404, "subject-not-found"), (nobody.Status, nobody.Slug));
        Assert.Equal((400, "validation-failed", "/customer"), (noId.Status, noId.Slug, noId.Pointer));
        Assert.Equal((404, "subject-not-found"), (stranger.Status, stranger.Slug));
    }

    [Fact]
    public async Task A_partner_asks_of_the_purposes_of_its_contract()
    {
        var customer = await Customer("decide-4");
        var partner = product.As("nhi:partner-acme-feed");

        var own = await partner.Ask("/v1/decide", Question(customer, "personalisation", "\"income_band\""));
        var other = await partner.Ask("/v1/decide", Question(customer, "email_marketing", "\"income_band\""));

        Assert.Equal(200, own.Status);
        Assert.Equal((403, "purpose-denied", "/purpose"), (other.Status, other.Slug, other.Pointer));
    }

    private static string Question(string customer, string purpose, string fields, string? platform = null) =>
        $$"""{"customer":"{{customer}}","purpose":"{{purpose}}","fields":[{{fields}}]{{(platform is null ? "" : $",\"platform\":\"{platform}\"")}}}""";

    private async Task<string> Customer(string key)
    {
        var created = await _crm.Post("/v1/customers", key + "-create",
            $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"crm","key":"{{{key}}}"}}""");
        await _crm.Post($"/v1/customers/by-key/crm/{key}/assertions", key + "-a",
            $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"given_name":"Ana"}}""");
        return created.Text("customer");
    }
}
