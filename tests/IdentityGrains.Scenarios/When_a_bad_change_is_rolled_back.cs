using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>A mistake that went out everywhere is taken back by one entry: the record keeps both, and the platforms are told what is right again.</summary>
public sealed class When_a_bad_change_is_rolled_back
{
    private const string Console = "oidc:workforce";

    private static readonly object[] Approved =
        [new { kind = "case_reference", reference = "C-1" }, new { kind = "second_approver", reference = "S-2" }];

    [Fact]
    public async Task The_platform_that_was_told_the_mistake_is_told_what_is_right()
    {
        await using var shop = await Shop.Open();
        var ana = await Told(shop);
        var mistake = await shop.Assertion("commerce", ana, new { given_name = "Eva", family_name = "Other" });
        await shop.Holds("N-1", "name.given", "Eva");

        var preview = await shop.Post(Console, ana + "/rollbacks/preview", new { observedAt = shop.Now(), changeSet = mistake.Version, evidence = Approved });
        var undone = await shop.Post(Console, ana + "/rollbacks", new { observedAt = shop.Now(), changeSet = mistake.Version, evidence = Approved });

        var name = preview.Field("given_name");
        Assert.Equal(("Eva", "Ana"), (name.GetProperty("before").GetString(), name.GetProperty("after").GetString()));
        Assert.Equal((HttpStatusCode.OK, mistake.Version + 1), (undone.Status, undone.Version));
        await shop.Holds("N-1", "name.given", "Ana");
        await shop.Holds("N-1", "name.family", null);
        Assert.Equal(2, Entries(await shop.Get("commerce", ana + "/journal"), mistake.Version).Count);
    }

    [Fact]
    public async Task A_permission_that_was_given_by_mistake_is_taken_back_from_the_platform()
    {
        await using var shop = await Shop.Open();
        var ana = await Told(shop);
        await shop.Assertion("cdp", ana, new { value_band = "high" });
        var granted = await shop.Post(
            "self_service", ana + "/consents",
            new { observedAt = shop.Now(), purpose = "personalisation", decision = "granted", noticeVersion = "n-2026-05" }, signedIn: ana);
        await shop.Holds("N-1", "valueBand", "high");

        await shop.Post(Console, ana + "/rollbacks", new { observedAt = shop.Now(), changeSet = granted.Version, evidence = Approved });

        await shop.Holds("N-1", "valueBand", null);
    }

    private static List<JsonElement> Entries(Told journal, long from) =>
        [.. journal.Body.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("version").GetInt64() >= from)];

    private static async Task<string> Told(Shop shop)
    {
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", residence_region = "DE" });
        await shop.Assertion("self_service", ana, new { date_of_birth = "1990-05-01" }, signedIn: ana);
        await shop.Holds("N-1", "name.given", "Ana");
        return ana;
    }
}
