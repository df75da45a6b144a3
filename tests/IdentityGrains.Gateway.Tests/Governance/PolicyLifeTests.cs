using IdentityGrains.Formats.Policies;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Governance;

public sealed class PolicyLifeTests(GovernedProduct governed) : IClassFixture<GovernedProduct>
{
    public static TheoryData<BadPolicy> Rows => [.. BadPolicy.All];

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public async Task An_act_on_a_policy_is_refused_as_the_table_says(BadPolicy bad)
    {
        var before = await Epoch();

        var told = await bad.Act(governed);

        Assert.Equal((bad.Status, bad.Slug), (told.Status, told.Slug));
        if (bad.Pointer is not null)
        {
            Assert.Contains(bad.Pointer, Errors(told, "pointer"));
        }

        if (bad.Code is not null)
        {
            Assert.Contains(bad.Code, Errors(told, "code"));
        }

        Assert.InRange(await Epoch(), before, before + (bad.Row.StartsWith("PO7", StringComparison.Ordinal) ? 1 : 0));
    }

    [Fact]
    public async Task A_document_is_proposed_approved_by_two_and_put_in_force()
    {
        var document = await governed.AnotherInForce();
        var hash = PolicyDocument.HashOf(document);
        var before = await Epoch();

        var proposed = await governed.Propose(document);
        Assert.Equal((201, "/v1/policies/" + hash, "tested"), (proposed.Status, proposed.Headers["Location"], proposed.Text("stage")));
        Assert.Equal("oidc:workforce/anna", proposed.Text("author"));

        var first = await GovernedProduct.Approve(governed.Petra, hash, "chief-privacy-officer");
        var second = await GovernedProduct.Approve(governed.David, hash, "head-of-customer-data");
        Assert.Equal(("tested", "approved"), (first.Text("stage"), second.Text("stage")));
        Assert.Equal(2, second.Body.GetProperty("approvals").EnumerateArray().Count(a => a.GetProperty("counts").GetBoolean()));

        var activated = await GovernedProduct.Activate(governed.Anna, hash);
        Assert.Equal((200, before + 1, 0), (activated.Status, activated.Body.GetProperty("epoch").GetInt64(), activated.Body.GetProperty("cutOff").GetInt32()));
        var again = await GovernedProduct.Activate(governed.Anna, hash);
        Assert.Equal(activated.Body.GetRawText(), again.Body.GetRawText());

        var stands = await governed.David.Get("/v1/policies/" + hash);
        Assert.Equal(("active", document), (stands.Text("stage"), stands.Text("document")));
        Assert.DoesNotContain(stands.Body.GetProperty("approvals").EnumerateArray(), a => a.GetProperty("counts").GetBoolean());
        Assert.Equal(hash, (await governed.David.Get("/v1/policy")).Text("hash"));
    }

    [Fact]
    public async Task The_one_before_is_superseded_and_a_list_tells_of_both_without_their_text()
    {
        var first = await governed.Approved(await governed.AnotherInForce());
        await GovernedProduct.Activate(governed.Anna, first);
        var second = await governed.Approved(await governed.AnotherInForce());
        await GovernedProduct.Activate(governed.Anna, second);

        var listed = (await governed.Product.As("nhi:crm-cdc").Get("/v1/policies")).Body.GetProperty("policies").EnumerateArray().ToArray();

        Assert.Equal(
            [(second, "active"), (first, "superseded")],
            listed.Take(2).Select(p => (p.GetProperty("hash").GetString()!, p.GetProperty("stage").GetString()!)));
        Assert.All(listed, p => Assert.False(p.TryGetProperty("document", out _)));
    }

    [Fact]
    public async Task A_draft_does_not_lower_its_own_bar()
    {
        var document = (await governed.AnotherInForce())
            .Replace("required: 2, roles: [chief-privacy-officer, head-of-customer-data]", "required: 1, roles: [intern]", StringComparison.Ordinal);
        var hash = await governed.Proposed(document);

        var intern = await GovernedProduct.Approve(governed.Product.AsPerson("ian", "intern", "policy-author"), hash, "intern");
        Assert.Equal((403, "approval-invalid"), (intern.Status, intern.Slug));
        await GovernedProduct.Approve(governed.Petra, hash, "chief-privacy-officer");
        Assert.Equal("policy-not-approved", (await GovernedProduct.Activate(governed.Anna, hash)).Slug);
    }

    [Fact]
    public async Task A_document_larger_than_other_bodies_is_taken()
    {
        var large = (await governed.AnotherInForce()) + new string('#', 128 * 1024);

        Assert.Equal(201, (await governed.Propose(large)).Status);
    }

    [Fact]
    public async Task Whoever_has_no_credential_learns_nothing_of_proposals()
    {
        var nobody = new ApiCaller(governed.Product.Address, "e30.e30.e30");

        Assert.Equal("invalid-credential", (await nobody.Get("/v1/policies")).Slug);
        Assert.Equal("invalid-credential", (await nobody.Get("/v1/policies/" + new string('0', 64))).Slug);
        Assert.Equal("invalid-credential", (await governed.Propose(GovernedProduct.Sample, nobody)).Slug);
    }

    private async Task<long> Epoch() => (await governed.David.Get("/v1/policy")).Body.GetProperty("epoch").GetInt64();

    private static IEnumerable<string?> Errors(ApiAnswer told, string member) =>
        told.Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty(member).GetString());
}
