using IdentityGrains.Gateway.Tests.Door;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

public class ReadTests(ProductServer product)
{
    private const string Nobody = "/v1/customers/cus_00112233445566778899aabbccddeeff";
    private readonly ApiCaller _crm = product.As("nhi:crm-cdc");

    [Fact]
    public async Task A_view_that_is_still_the_same_is_not_told_again()
    {
        await Customer("read-1");

        var view = await _crm.Get("/v1/customers/by-key/crm/read-1");
        var same = await _crm.Get("/v1/customers/by-key/crm/read-1", ("If-None-Match", view.Headers["ETag"]));
        var other = await _crm.Get("/v1/customers/by-key/crm/read-1", ("If-None-Match", "\"1\""));

        Assert.Equal((200, 2L), (view.Status, view.Version));
        var field = Assert.Single(view.Body.GetProperty("fields").EnumerateArray());
        Assert.Equal(("given_name", "Ana"), (field.GetProperty("field").GetString(), field.GetProperty("value").GetString()));
        Assert.Equal(304, same.Status);
        Assert.Equal(200, other.Status);
    }

    [Fact]
    public async Task A_field_is_explained_and_the_record_is_told_without_values()
    {
        await Customer("read-2");

        var explanation = await _crm.Get("/v1/customers/by-key/crm/read-2/explain/given_name");
        var journal = await _crm.Get("/v1/customers/by-key/crm/read-2/journal?from=2&limit=1");
        var holdings = await _crm.Get("/v1/customers/by-key/crm/read-2/holdings");

        Assert.Equal("crm", explanation.Body.GetProperty("winner").GetProperty("source").GetString());
        var entry = Assert.Single(journal.Body.GetProperty("entries").EnumerateArray());
        Assert.Equal(2, entry.GetProperty("version").GetInt64());
        Assert.DoesNotContain("Ana", journal.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(200, holdings.Status);
        Assert.NotEmpty(holdings.Body.GetProperty("platforms").EnumerateArray());
    }

    [Fact]
    public async Task A_field_that_is_not_known_or_not_theirs_is_not_explained()
    {
        await Customer("read-3");

        var unknown = await _crm.Get("/v1/customers/by-key/crm/read-3/explain/shoe_size");
        var foreign = await _crm.Get("/v1/customers/by-key/crm/read-3/explain/customer_number");

        Assert.Equal((404, "unknown-field"), (unknown.Status, unknown.Slug));
        Assert.Equal((403, "forbidden"), (foreign.Status, foreign.Slug));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/explain/given_name")]
    [InlineData("/journal")]
    [InlineData("/holdings")]
    public async Task Nobody_is_nobody_by_id_and_by_key(string view)
    {
        var byId = await _crm.Get(Nobody + view);
        var byKey = await _crm.Get("/v1/customers/by-key/crm/nobody" + view);

        Assert.Equal((404, "subject-not-found"), (byId.Status, byId.Slug));
        Assert.Equal((404, "subject-not-found"), (byKey.Status, byKey.Slug));
    }

    [Fact]
    public async Task The_policy_in_force_and_the_deliveries_are_told()
    {
        var policy = await _crm.Get("/v1/policy");
        var deliveries = await _crm.Get("/v1/deliveries");

        Assert.Equal(200, policy.Status);
        Assert.Contains("@", policy.Text("reference"), StringComparison.Ordinal);
        Assert.Contains("given_name", policy.Text("document"), StringComparison.Ordinal);
        Assert.Equal(200, deliveries.Status);
        Assert.True(deliveries.Body.TryGetProperty("deliveries", out _));
    }

    [Theory]
    [InlineData("/v1/policy")]
    [InlineData("/v1/deliveries")]
    [InlineData(Nobody)]
    [InlineData("/v1/customers/by-key/crm/nobody")]
    public async Task A_token_that_is_not_ours_opens_nothing(string path)
    {
        var answer = await new ApiCaller(product.Address, "e30.e30.e30").Get(path);

        Assert.Equal((401, "invalid-credential"), (answer.Status, answer.Slug));
        Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task A_subject_token_of_another_service_is_refused()
    {
        var customer = await Customer("read-4");
        var foreign = product.SubjectToken(customer, "nhi:web-bff");

        var answer = await _crm.Get("/v1/customers/" + customer, ("Subject-Token", foreign));

        Assert.Equal((401, "invalid-credential"), (answer.Status, answer.Slug));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/explain/given_name")]
    [InlineData("/journal")]
    public async Task A_stranger_with_a_valid_token_learns_nothing(string view)
    {
        var key = "read-5" + view.Replace('/', '-');
        var customer = await Customer(key);
        var stranger = product.As("nhi:stranger");

        var byId = await stranger.Get($"/v1/customers/{customer}{view}");
        var byKey = await stranger.Get($"/v1/customers/by-key/crm/{key}{view}");

        Assert.Equal((404, "subject-not-found"), (byId.Status, byId.Slug));
        Assert.Equal((404, "subject-not-found"), (byKey.Status, byKey.Slug));
    }

    [Fact]
    public async Task An_acknowledgement_of_what_was_never_sent_is_not_found()
    {
        var request = RawHttp.Request("POST", "/v1/acks/dlv_unknown",
            ["webhook-id: 1", "webhook-timestamp: 1", "webhook-signature: v1,AA=="], "{}"u8.ToArray());

        var answer = await RawHttp.Send(product.Address, request, TestContext.Current.CancellationToken);

        Assert.Equal((404, "delivery-not-found"), (answer.Status, answer.Slug));
    }

    [Fact]
    public async Task The_product_is_ready()
    {
        var answer = await RawHttp.Send(product.Address, RawHttp.Request("GET", "/health/ready", [], null), TestContext.Current.CancellationToken);

        Assert.Equal(200, answer.Status);
    }

    private async Task<string> Customer(string key)
    {
        var created = await _crm.Post("/v1/customers", key + "-create",
            $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"crm","key":"{{{key}}}"}}""");
        var said = await _crm.Post($"/v1/customers/by-key/crm/{key}/assertions", key + "-a",
            $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"given_name":"Ana"}}""");
        Assert.Equal(200, said.Status);
        return created.Text("customer");
    }
}
