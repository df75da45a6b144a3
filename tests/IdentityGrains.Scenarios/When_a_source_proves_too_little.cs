using System.Text.Json;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Somebody speaks for a source without the proof that the field asks of it. He is heard and not believed, and whoever answers for the source is told once.
/// </summary>
public sealed class When_a_source_proves_too_little
{
    [Fact]
    public async Task Whoever_answers_for_it_has_one_exception_until_it_proves_what_it_says()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        Assert.Equal("insufficient_proof", (await shop.Assertion("self_service", ana, new { given_name = "Mallory" })).OutcomeOf("given_name"));

        await Eventually.Holds(async () => (await Exceptions(shop, "standing")).Length == 1);
        var exception = (await Exceptions(shop, "standing")).Single();
        Assert.Equal(
            ("unproven_source", "given_name", "self_service", "insufficient_proof", ana.Split('/')[^1]),
            (exception.Text("kind"), exception.Text("field"), exception.Text("source"), exception.Text("why"), exception.Text("customer")));
        Assert.Equal(("high", "role:head-of-customer-data", "open"), (exception.Text("severity"), exception.Text("assignee"), exception.Text("state")));
        Assert.Equal(JsonValueKind.Null, exception.GetProperty("platform").ValueKind);
        Assert.DoesNotContain("Mallory", exception.GetRawText(), StringComparison.OrdinalIgnoreCase);

        // What the platform is told next was planned after the second claim.
        Assert.Equal("insufficient_proof", (await shop.Assertion("self_service", ana, new { given_name = "Mallory" })).OutcomeOf("given_name"));
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", residence_region = "DE" });
        await shop.Holds("N-1", "name.given", "Ana");
        Assert.Single(await Exceptions(shop, "all"));

        // No platform is told anything of it: the value is the one that is known.
        Assert.Equal("corroborates", (await shop.Assertion("self_service", ana, new { given_name = "Ana" }, signedIn: ana)).OutcomeOf("given_name"));
        await Eventually.Holds(async () => (await Exceptions(shop, "standing")).Length == 0);
        var over = Assert.Single(await Exceptions(shop, "all"));
        Assert.Equal(("calmed", exception.Text("id")), (over.Text("how"), over.Text("id")));
    }

    private static async Task<JsonElement[]> Exceptions(Shop shop, string state) =>
    [
        .. (await shop.GetAs("david", "head-of-customer-data", "/v1/exceptions?state=" + state)).Body.GetProperty("exceptions").EnumerateArray(),
    ];
}
