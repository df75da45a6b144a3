using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>
/// What is told of all customers without their values is news as well: that somebody is known here, took a consent back, or is held by another platform. It is
/// told to those whom the policy names, and to nobody else, whatever the credential says besides.
/// </summary>
public class OverviewTests(ProductServer product)
{
    private const string Runs = "/v1/platforms/crm/reconciliations";

    public static TheoryData<string> Overviews =>
    [
        Runs, Runs + "/latest", Runs + "/latest/page", Runs + "/latest/table", "/v1/conformance", "/v1/drifts", "/v1/drift-map", "/v1/withdrawals",
        "/v1/exceptions", "/v1/exceptions/exc_00000000000000000000000000000000", "{customer}/disclosures", "{customer}/withdrawals", "{customer}/holdings",
    ];

    [Theory]
    [MemberData(nameof(Overviews))]
    public async Task Whoever_is_not_named_is_told_nothing(string view)
    {
        var path = await Path(view);
        foreach (var caller in new[]
        {
            product.As("nhi:partner-acme-feed"), product.As("nhi:nobody"), product.As("nhi:ig-to-crm"), product.AsPerson("eve"),
            product.AsPerson("eve", "janitor"),
        })
        {
            var answer = await caller.Get(path);

            Assert.Equal((403, "forbidden"), (answer.Status, answer.Slug));
        }
    }

    [Theory]
    [MemberData(nameof(Overviews))]
    public async Task Sources_and_people_whom_the_policy_names_are_told(string view)
    {
        var path = await Path(view);
        foreach (var caller in new[] { product.As("nhi:commerce-sync"), product.AsPerson("rita", "privacy-ops"), product.AsPerson("cleo", "crm-platform") })
        {
            Assert.Contains((await caller.Get(path)).Status, (int[])[200, 404]);
        }
    }

    [Fact]
    public async Task Nobody_else_has_a_platform_looked_at()
    {
        var refused = await product.AsPerson("eve", "janitor").Ask(Runs, """{"mode":"full"}""");

        Assert.Equal((403, "forbidden"), (refused.Status, refused.Slug));
    }

    [Theory]
    [InlineData("/v1/exceptions?assignee=team%00", "/query/assignee")]
    [InlineData("/v1/exceptions?assignee=", "/query/assignee")]
    [InlineData("/v1/exceptions?assignee=Ana%20Sol", "/query/assignee")]
    [InlineData("/v1/exceptions?kind=%00", "/query/kind")]
    [InlineData("/v1/exceptions?platform=crm%00", "/query/platform")]
    [InlineData("/v1/exceptions?cursor=1.%00", "/query/cursor")]
    [InlineData("/v1/exceptions?cursor=1.exc_1", "/query/cursor")]
    [InlineData("/v1/withdrawals?cursor=1.cus_00112233445566778899aabbccddeeff.%00", "/query/cursor")]
    [InlineData("/v1/withdrawals?platform=%00", "/query/platform")]
    [InlineData("/v1/drifts?platform=%00", "/query/platform")]
    [InlineData("{customer}/disclosures?cursor=crm%00.1", "/query/cursor")]
    public async Task What_can_be_nobodys_name_is_not_looked_for(string view, string pointer)
    {
        var refused = await product.As("nhi:commerce-sync").Get(await Path(view));

        Assert.Equal((400, "validation-failed", pointer), (refused.Status, refused.Slug, refused.Pointer));
    }

    private async Task<string> Path(string view)
    {
        var created = await product.As("nhi:crm-cdc").Post(
            "/v1/customers", "overview", """{"observedAt":"2026-01-02T03:04:05Z","key":{"source":"crm","key":"overview"}}""");
        Assert.Equal(201, created.Status);
        return view.Replace("{customer}", "/v1/customers/" + created.Text("customer"), StringComparison.Ordinal);
    }
}
