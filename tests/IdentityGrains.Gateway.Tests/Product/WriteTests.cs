using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

public class WriteTests(ProductServer product)
{
    private readonly ApiCaller _crm = product.As("nhi:crm-cdc");

    [Fact]
    public async Task A_customer_is_created_once_and_found_at_the_address_that_is_told()
    {
        var body = $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"crm","key":"create-1"}}""";

        var first = await _crm.Post("/v1/customers", "create-1", body);
        var again = await _crm.Post("/v1/customers", "create-1", body);
        var other = await _crm.Post("/v1/customers", "create-1b", body);

        Assert.Equal(201, first.Status);
        Assert.Equal("\"1\"", first.Headers["ETag"]);
        Assert.Equal($"/v1/customers/{first.Text("customer")}", first.Headers["Location"]);
        Assert.False(first.Headers.ContainsKey("Idempotent-Replay"));
        Assert.Equal((201, "true"), (again.Status, again.Headers["Idempotent-Replay"]));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal((409, "customer-exists"), (other.Status, other.Slug));
        Assert.Equal(200, (await _crm.Get(first.Headers["Location"])).Status);
    }

    [Fact]
    public async Task An_assertion_is_answered_field_by_field()
    {
        await Create("assert-1");

        var answer = await _crm.Post("/v1/customers/by-key/crm/assert-1/assertions", "assert-1-a", Names("Ana", "Lima"));

        Assert.Equal(200, answer.Status);
        Assert.Equal("\"2\"", answer.Headers["ETag"]);
        Assert.Equal(
            ["family_name winner True", "given_name winner True"],
            answer.Body.GetProperty("fields").EnumerateArray()
                .Select(f => $"{f.GetProperty("field").GetString()} {f.GetProperty("outcome").GetString()} {f.GetProperty("changed").GetBoolean()}"));
    }

    [Fact]
    public async Task A_retry_with_properties_in_another_order_is_the_same_act()
    {
        await Create("retry-1");
        var at = product.Observed();
        const string Path = "/v1/customers/by-key/crm/retry-1/assertions";

        var first = await _crm.Post(Path, "retry-1-a", $$$"""{"observedAt":"{{{at}}}","fields":{"given_name":"Ana","family_name":"Lima"}}""");
        var again = await _crm.Post(Path, "retry-1-a", $$$"""{ "fields": {"family_name":"Lima", "given_name":"Ana"}, "observedAt":"{{{at}}}" }""");

        Assert.Equal((200, "true"), (again.Status, again.Headers["Idempotent-Replay"]));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
    }

    [Fact]
    public async Task Fifty_at_once_with_one_key_are_one_act()
    {
        await Create("fifty-1");
        var body = Names("Ana", "Lima");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => _crm.Post("/v1/customers/by-key/crm/fifty-1/assertions", "fifty-1-a", body)));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Single(answers.Select(a => a.Body.GetRawText()).Distinct());
        Assert.Single(answers, a => !a.Headers.ContainsKey("Idempotent-Replay"));
        Assert.Equal(2, (await _crm.Get("/v1/customers/by-key/crm/fifty-1")).Version);
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_act_is_refused()
    {
        await Create("reused-1");
        await _crm.Post("/v1/customers/by-key/crm/reused-1/assertions", "reused-1-a", Names("Ana", "Lima"));

        var otherBody = await _crm.Post("/v1/customers/by-key/crm/reused-1/assertions", "reused-1-a", Names("Eva", "Lima"));
        var otherRoute = await _crm.Post("/v1/customers/by-key/crm/reused-1/restriction", "reused-1-a",
            $$"""{"observedAt":"{{product.Observed()}}","decision":"restrict"}""");

        Assert.Equal((422, "idempotency-key-reused"), (otherBody.Status, otherBody.Slug));
        Assert.Equal((422, "idempotency-key-reused"), (otherRoute.Status, otherRoute.Slug));
    }

    [Fact]
    public async Task A_source_that_may_not_speak_is_told_of_which_field_and_nothing_is_applied()
    {
        await Create("denied-1");

        var answer = await _crm.Post("/v1/customers/by-key/crm/denied-1/assertions", "denied-1-a",
            $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"given_name":"Ana","customer_number":"7"}}""");

        Assert.Equal((403, "field-authority-denied", "/fields/customer_number"), (answer.Status, answer.Slug, answer.Pointer));
        Assert.DoesNotContain("Ana", answer.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, (await _crm.Get("/v1/customers/by-key/crm/denied-1")).Version);
    }

    [Fact]
    public async Task What_is_no_value_of_a_field_is_named_for_what_it_is_not()
    {
        await Create("invalid-1");

        var answer = await _crm.Post("/v1/customers/by-key/crm/invalid-1/assertions", "invalid-1-a",
            $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"email":"a@@b.example"}}""");

        Assert.Equal((422, "invalid-email", "/fields/email"), (answer.Status, answer.Slug, answer.Pointer));
    }

    [Fact]
    public async Task The_future_is_not_observed()
    {
        await Create("future-1");

        var answer = await _crm.Post("/v1/customers/by-key/crm/future-1/assertions", "future-1-a",
            $$$"""{"observedAt":"{{{product.Observed(secondsAgo: -86400)}}}","fields":{"given_name":"Ana"}}""");

        Assert.Equal((422, "observed-in-future", "/observedAt"), (answer.Status, answer.Slug, answer.Pointer));
    }

    [Fact]
    public async Task A_grant_names_the_notice_in_force_and_a_withdrawal_needs_none()
    {
        await Create("consent-1");
        const string Path = "/v1/customers/by-key/crm/consent-1/consents";

        var unknown = await _crm.Post(Path, "consent-1-a", Consent("granted", ",\"noticeVersion\":\"n-1999-01\""));
        var granted = await _crm.Post(Path, "consent-1-b", Consent("granted", ",\"noticeVersion\":\"n-2026-05\""));
        var withdrawn = await _crm.Post(Path, "consent-1-c", Consent("withdrawn", ""));

        Assert.Equal((422, "notice-unknown", "/noticeVersion"), (unknown.Status, unknown.Slug, unknown.Pointer));
        Assert.Equal((200, 2L), (granted.Status, granted.Version));
        Assert.Equal((200, 3L), (withdrawn.Status, withdrawn.Version));
    }

    [Fact]
    public async Task Processing_is_restricted_and_a_further_key_is_attached()
    {
        await Create("more-1");

        var restricted = await _crm.Post("/v1/customers/by-key/crm/more-1/restriction", "more-1-a",
            $$"""{"observedAt":"{{product.Observed()}}","decision":"restrict"}""");
        var attached = await _crm.Post("/v1/customers/by-key/crm/more-1/keys", "more-1-b",
            $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"crm","key":"more-1b"}}""");
        var foreign = await _crm.Post("/v1/customers/by-key/crm/more-1/keys", "more-1-c",
            $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"commerce","key":"9"}}""");

        Assert.Equal(200, restricted.Status);
        Assert.Equal(200, attached.Status);
        Assert.Equal((403, "foreign-key"), (foreign.Status, foreign.Slug));
        var view = await _crm.Get("/v1/customers/by-key/crm/more-1b");
        Assert.True(view.Body.GetProperty("restricted").GetBoolean());
    }

    private async Task Create(string key)
    {
        var answer = await _crm.Post("/v1/customers", key + "-create",
            $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"crm","key":"{{{key}}}"}}""");
        Assert.Equal(201, answer.Status);
    }

    private string Names(string given, string family) =>
        $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"given_name":"{{{given}}}","family_name":"{{{family}}}"}}""";

    private string Consent(string decision, string more) =>
        $$"""{"observedAt":"{{product.Observed()}}","purpose":"email_marketing","decision":"{{decision}}"{{more}}}""";
}
