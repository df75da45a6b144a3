using System.Net.Http.Json;
using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Two sources of equal rank say different things, and the policy leaves that to a steward. The first one's word stays, the steward has an exception, and
/// once he decides it is over.
/// </summary>
public sealed class When_equal_sources_disagree
{
    private const string Console = "oidc:workforce";
    private const string Steward = "customer-data-stewards";

    private static readonly object[] Approved =
        [new { kind = "case_reference", reference = "C-1" }, new { kind = "second_approver", reference = "S-2" }];

    [Fact]
    public async Task The_steward_is_told_and_what_he_says_decides()
    {
        await using var shop = await Shop.Open(policy: LeftToStewards);
        var (ana, exception) = await Disagreeing(shop);
        Assert.Equal(
            ("conflicting_claims", "family_name", "contested", ana.Split('/')[^1]),
            (exception.Text("kind"), exception.Text("field"), exception.Text("why"), exception.Text("customer")));
        Assert.Equal(("medium", "team:" + Steward), (exception.Text("severity"), exception.Text("assignee")));
        Assert.Equal(JsonValueKind.Null, exception.GetProperty("source").ValueKind);

        var decided = await shop.Post(
            Console, ana + "/assertions", new { observedAt = shop.Now(), fields = new { family_name = "Luna" }, evidence = Approved });

        Assert.Equal("winner", decided.OutcomeOf("family_name"));
        await Over(shop, exception);
    }

    [Fact]
    public async Task What_was_a_mistake_is_rolled_back_and_then_nobody_disagrees()
    {
        await using var shop = await Shop.Open(policy: LeftToStewards);
        var (ana, exception) = await Disagreeing(shop);
        var mistake = (await shop.Get("commerce", ana)).Version;

        var undone = await shop.Post(Console, ana + "/rollbacks", new { observedAt = shop.Now(), changeSet = mistake, evidence = Approved });

        Assert.Equal(HttpStatusCode.OK, undone.Status);
        await Over(shop, exception);
    }

    [Fact]
    public async Task Whoever_ends_it_while_they_disagree_meets_it_again()
    {
        await using var shop = await Shop.Open(policy: LeftToStewards);
        var (_, exception) = await Disagreeing(shop);
        var path = "/v1/exceptions/" + exception.Text("id");
        await shop.PostAs("stella", Steward, path + "/acknowledgement", JsonContent.Create(new { }));

        var ended = await shop.PostAs("stella", Steward, path + "/resolution", JsonContent.Create(new { how = "nothing_to_see" }));

        Assert.Equal("resolved", ended.Body.Text("state"));
        await Eventually.Holds(async () => (await Exceptions(shop, "standing")).Length == 1);
        Assert.Equal(exception.Text("id"), Assert.Single(await Exceptions(shop, "standing")).Text("follows"));
    }

    // As the sample's, but of family names: the shop's and the salesmen's word count the same, and the console's decides.
    private static string LeftToStewards(string document)
    {
        var lines = document.Split('\n').ToList();
        var field = lines.IndexOf("    family_name:");
        var overwrite = lines.FindIndex(field, l => l.TrimStart().StartsWith("overwrite:", StringComparison.Ordinal));
        lines[overwrite] = lines[overwrite].Replace("equalRank: most_recent", "equalRank: steward", StringComparison.Ordinal);
        lines.Insert(
            lines.FindIndex(field, l => l.Contains("id: support", StringComparison.Ordinal)),
            "        - {id: steward,      rank: 2, minProof: service_authenticated}");
        return string.Join('\n', lines);
    }

    private static async Task<(string Customer, JsonElement Exception)> Disagreeing(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        Assert.Equal("winner", (await shop.Assertion("commerce", ana, new { family_name = "Sol" })).OutcomeOf("family_name"));
        Assert.Equal("contested", (await shop.Assertion("crm", ana, new { family_name = "Luna" })).OutcomeOf("family_name"));
        await Eventually.Holds(async () => (await Exceptions(shop, "standing")).Length == 1);
        return (ana, (await Exceptions(shop, "standing")).Single());
    }

    private static async Task Over(Shop shop, JsonElement exception)
    {
        await Eventually.Holds(async () => (await Exceptions(shop, "standing")).Length == 0);
        var over = Assert.Single(await Exceptions(shop, "all"));
        Assert.Equal(("calmed", exception.Text("id")), (over.Text("how"), over.Text("id")));
    }

    private static async Task<JsonElement[]> Exceptions(Shop shop, string state) =>
        [.. (await shop.GetAs("stella", Steward, "/v1/exceptions?state=" + state)).Body.GetProperty("exceptions").EnumerateArray()];
}
