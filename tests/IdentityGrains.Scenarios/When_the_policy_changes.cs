using IdentityGrains.Grains.Governance;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>Another policy is another law: whoever was resolved under the old one is resolved again before anything else is decided of him.</summary>
public sealed class When_the_policy_changes
{
    [Fact]
    public async Task A_customer_is_resolved_again_before_his_next_decision_and_the_platform_is_corrected()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1" });
        await shop.Assertion("crm", ana, new { given_name = "Anna" });
        await shop.Assertion("self_service", ana, new { given_name = "Ana" }, signedIn: ana);
        await shop.Holds("N-1", "name.given", "Ana");

        await new PolicyBoard(shop).Activate(CrmKnowsBest);
        var next = await shop.Assertion("commerce", ana, new { language = "de" });

        var entries = (await shop.Get("commerce", ana + "/journal")).Body.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal((6, 6), (next.Version, entries.Length));
        Assert.Equal("nhi:identity-grains", entries[4].GetProperty("principal").GetString());
        Assert.Equal("brightmart-retail@2026.07.2", entries[4].GetProperty("policy").GetString());
        Assert.Equal([1L, 1L, 1L, 1L, 2L, 2L], entries.Select(e => e.GetProperty("epoch").GetInt64()));
        var change = Assert.Single(entries[4].GetProperty("changes").EnumerateArray());
        Assert.Equal("field-reevaluated.1", change.GetProperty("event").GetString());
        Assert.Equal("given_name", change.GetProperty("concerns").GetString());
        Assert.True(change.GetProperty("valueChanged").GetBoolean());
        Assert.Equal("Anna", (await shop.Get("commerce", ana)).Field("given_name").GetProperty("value").GetString());
        await shop.Holds("N-1", "name.given", "Anna");
    }

    [Fact]
    public async Task What_was_activated_stays_in_force_after_a_restart_with_the_old_file()
    {
        await using var shop = await Shop.Open();
        var atStart = await File.ReadAllTextAsync(shop.PolicyFile, TestContext.Current.CancellationToken);
        await new PolicyBoard(shop).Activate(CrmKnowsBest(atStart));

        await shop.Restart();

        var inForce = (await shop.Get("commerce", "/v1/policy")).Body;
        Assert.Equal("brightmart-retail@2026.07.2", inForce.GetProperty("reference").GetString());
        Assert.Equal(2, inForce.GetProperty("epoch").GetInt64());
    }

    [Fact]
    public async Task The_same_document_again_is_no_change()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Restart();
        await shop.Assertion("commerce", ana, new { language = "de" });
        var entries = (await shop.Get("commerce", ana + "/journal")).Body.GetProperty("entries").EnumerateArray();
        Assert.Equal([1L, 1L], entries.Select(e => e.GetProperty("epoch").GetInt64()));
    }

    [Theory]
    [InlineData("category: profile", "category: nonsense")]
    [InlineData("expect: {winner: a@x.test, loser: {crm: lower_rank}}", "expect: {winner: b@x.test}")]
    [InlineData("kind: GovernancePolicy", "kind: [")]
    public async Task A_document_that_is_unsound_or_fails_its_own_tests_never_comes_into_force(string sound, string unsound)
    {
        string? document = null;
        var unfit = await Assert.ThrowsAsync<PolicyUnfitException>(
            () => Shop.Open(policy: d => (document = d).Replace(sound, unsound, StringComparison.Ordinal)));
        Assert.Contains("may not come into force", unfit.Message, StringComparison.Ordinal);

        await using var shop = await Shop.Open();
        var board = new PolicyBoard(shop);
        var told = await board.Propose(document!.Replace(sound, unsound, StringComparison.Ordinal));
        Assert.Contains(told.Problem, new[] { "policy-malformed", "policy-invalid" });
        Assert.NotEmpty(told.Body.GetProperty("errors").EnumerateArray());
        Assert.Equal("1", (await shop.Get("commerce", "/v1/policy")).Body.GetProperty("epoch").GetRawText());
    }

    private static string CrmKnowsBest(string policy)
    {
        const string Customer = "{id: self_service, rank: 1, minProof: subject_authenticated}";
        const string Crm = "{id: crm,          rank: 3, minProof: service_authenticated}";
        var field = policy.IndexOf("    given_name:", StringComparison.Ordinal);
        var below = First(policy[field..], "systemOfRecord: self_service", "systemOfRecord: crm");
        below = First(First(below, Customer, Customer.Replace('1', '2')), Crm, Crm.Replace('3', '1'));
        return (policy[..field] + below).Replace("version: 2026.07.1", "version: 2026.07.2", StringComparison.Ordinal);
    }

    private static string First(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + old.Length)..];
    }
}
