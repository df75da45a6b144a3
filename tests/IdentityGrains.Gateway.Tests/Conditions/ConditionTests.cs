using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Conditions;

/// <summary>Acts and reads that are meant under a condition.</summary>
public class ConditionTests(ProductServer product)
{
    private const string IfMatch = "If-Match", AtLeast = "If-Version-At-Least", Deadline = "Request-Deadline";

    private readonly ApiCaller _crm = product.As("nhi:crm-cdc");

    public static TheoryData<string> Acts => new(
        """assertions {"observedAt":"{at}","fields":{"given_name":"Eva"}}""",
        """keys {"observedAt":"{at}","key":{"source":"crm","key":"{fresh}"}}""",
        """consents {"observedAt":"{at}","purpose":"personalisation","decision":"withdrawn"}""",
        """restriction {"observedAt":"{at}","decision":"restrict"}""",
        """signals {"observedAt":"{at}","kind":"gpc","text":"1"}""",
        """verifications/email {"observedAt":"{at}","act":"request"}""",
        """rollbacks {"observedAt":"{at}","changeSet":1}""");

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task An_act_for_a_version_that_is_no_more_is_refused_and_tells_the_one_that_is(string act)
    {
        var customer = await Somebody();
        await Says(customer, "Ana");

        var answer = await Does(customer, act, (IfMatch, "\"1\""));

        Assert.Equal((412, "version-conflict", "\"2\""), (answer.Status, answer.Slug, answer.Headers["ETag"]));
        Assert.Equal(2, answer.Body.GetProperty("currentVersion").GetInt64());
        Assert.Equal(2, (await _crm.Get(customer)).Version);
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"9223372036854775808\"")]
    [InlineData("W/\"2\"")]
    [InlineData("\"v2\"")]
    [InlineData("\"\"")]
    public async Task A_tag_that_was_never_the_customers_matches_nothing(string tag)
    {
        var customer = await Somebody();
        await Says(customer, "Ana");

        var answer = await Says(customer, "Eva", (IfMatch, tag));

        Assert.Equal((412, "version-conflict"), (answer.Status, answer.Slug));
        Assert.Equal(2, (await _crm.Get(customer)).Version);
    }

    [Fact]
    public async Task Of_many_acts_for_one_version_one_takes_effect()
    {
        var customer = await Somebody();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Says(customer, $"Ana{i}", (IfMatch, "\"1\""))));

        Assert.Equal((1, 19), (answers.Count(a => a.Status == 200), answers.Count(a => a.Status == 412)));
        Assert.Equal(2, (await _crm.Get(customer)).Version);
    }

    [Fact]
    public async Task A_retry_gets_the_first_receipt_under_whatever_condition()
    {
        var customer = await Somebody();
        var body = Body("Ana");
        var first = await _crm.Post(customer + "/assertions", "op-1", body, (IfMatch, "\"1\""));

        var same = await _crm.Post(customer + "/assertions", "op-1", body, (IfMatch, "\"1\""));
        var late = await _crm.Post(customer + "/assertions", "op-1", body, (Deadline, product.Observed(60)));
        var without = await _crm.Post(customer + "/assertions", "op-1", body);

        Assert.All([same, late, without], again => Assert.Equal((200, "true"), (again.Status, again.Headers["Idempotent-Replay"])));
        Assert.All([same, late, without], again => Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText()));
        Assert.Equal(2, (await _crm.Get(customer)).Version);
    }

    [Fact]
    public async Task What_was_refused_for_its_condition_may_be_asked_again_under_the_same_key()
    {
        var customer = await Somebody();
        var body = Body("Ana");

        Assert.Equal(412, (await _crm.Post(customer + "/assertions", "op-1", body, (IfMatch, "\"7\""))).Status);
        Assert.Equal(200, (await _crm.Post(customer + "/assertions", "op-1", body, (IfMatch, "\"1\""))).Status);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task An_act_whose_deadline_is_over_has_no_effect(string act)
    {
        var customer = await Somebody();

        var answer = await Does(customer, act, (Deadline, product.Observed()));

        Assert.Equal((408, "deadline-exceeded"), (answer.Status, answer.Slug));
        Assert.Equal(1, (await _crm.Get(customer)).Version);
    }

    [Fact]
    public async Task A_creation_whose_deadline_is_over_begins_nothing_and_takes_no_key()
    {
        var key = Guid.NewGuid().ToString("N");
        var body = $$$"""{"observedAt":"{{{product.Observed()}}}","key":{"source":"crm","key":"{{{key}}}"}}""";

        Assert.Equal(408, (await _crm.Post("/v1/customers", key, body, (Deadline, product.Observed()))).Status);
        Assert.Equal(404, (await _crm.Get("/v1/customers/by-key/crm/" + key)).Status);
        Assert.Equal(201, (await _crm.Post("/v1/customers", key, body, (Deadline, product.Observed(-600)))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/journal")]
    [InlineData("/holdings")]
    [InlineData("/explain/given_name")]
    public async Task A_read_of_a_version_that_does_not_come_says_which_one_is_there(string view)
    {
        var customer = await Somebody();

        Assert.Equal(200, (await _crm.Get(customer + view, (AtLeast, "1"))).Status);
        foreach (var ahead in new[] { "2", "6", "7", "1000000001" })
        {
            var answer = await _crm.Get(customer + view, (AtLeast, ahead));
            Assert.Equal((409, "version-not-reached", "\"1\""), (answer.Status, answer.Slug, answer.Headers["ETag"]));
        }
    }

    [Fact]
    public async Task A_read_of_a_version_that_is_about_to_come_is_told_it()
    {
        var customer = await Somebody();
        var read = _crm.Get(customer, (AtLeast, "2"));

        await Says(customer, "Ana");

        Assert.Equal((200, 2L), ((await read).Status, (await read).Version));
    }

    [Fact]
    public async Task Nobody_and_a_stranger_are_told_nothing_by_a_condition()
    {
        var customer = await Somebody();
        var stranger = product.As("nhi:nobody-knows");

        Assert.Equal(404, (await _crm.Get("/v1/customers/cus_00112233445566778899aabbccddeeff", (AtLeast, "1"))).Status);
        Assert.Equal(404, (await stranger.Get(customer, (AtLeast, "1000"))).Status);
        var act = await stranger.Post(customer + "/assertions", "op-1", Body("Ana"), (IfMatch, "\"9\""));
        Assert.Equal((403, "forbidden", false), (act.Status, act.Slug, act.Headers.ContainsKey("ETag")));
    }

    private async Task<string> Somebody()
    {
        var created = await _crm.Post("/v1/customers", Guid.NewGuid().ToString("N"), $$"""{"observedAt":"{{product.Observed(60)}}"}""");
        Assert.Equal(201, created.Status);
        return created.Headers["Location"];
    }

    private Task<ApiAnswer> Says(string customer, string name, params (string, string)[] headers) =>
        _crm.Post(customer + "/assertions", Guid.NewGuid().ToString("N"), Body(name), headers);

    private Task<ApiAnswer> Does(string customer, string act, params (string, string)[] headers)
    {
        var (path, body) = (act[..act.IndexOf(' ', StringComparison.Ordinal)], act[(act.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return _crm.Post($"{customer}/{path}", Guid.NewGuid().ToString("N"), body
            .Replace("{at}", product.Observed(), StringComparison.Ordinal)
            .Replace("{fresh}", Guid.NewGuid().ToString("N"), StringComparison.Ordinal), headers);
    }

    private string Body(string name) => $$$"""{"observedAt":"{{{product.Observed()}}}","fields":{"given_name":"{{{name}}}"}}""";
}
