using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>What was answered as of an instant is answered again for ever, byte for byte, whatever was recorded, decided or forgotten since.</summary>
public sealed class When_the_past_is_asked_again
{
    private const int Acts = 150;

    [Fact]
    public async Task Every_answer_of_a_long_history_is_given_again()
    {
        await using var shop = await Shop.Open();
        var history = new History(shop, seed: 20260715);
        await history.Begin(customers: 3);
        for (var act = 1; act <= Acts; act++)
        {
            await history.Next();
            if (act % 12 == 0)
            {
                shop.Pass(TimeSpan.FromDays(act));
                await history.Read(history.Customers[act % 3]);
            }

            if (act == Acts / 3)
            {
                await new PolicyBoard(shop).Activate(p => p.Replace("2026.07.1", "2026.07.2", StringComparison.Ordinal)
                    .Replace("validFor: P30D}", "validFor: P10D}", StringComparison.Ordinal));
            }
            else if (act == Acts * 2 / 3)
            {
                await shop.Restart();
                await new PolicyBoard(shop).Activate(p => p.Replace("2026.07.2", "2026.07.3", StringComparison.Ordinal)
                    .Replace("n-2026-05, consentTtl: P365D}", "n-2026-05, consentTtl: P90D}", StringComparison.Ordinal)
                    .Replace("validFor: P10D}", "validFor: P60D}", StringComparison.Ordinal));
            }
        }

        await ValuesRanOut(shop, history);

        Assert.True(history.Answers.Count > 2 * Acts);
        Assert.Equal(3, history.Answers.Select(a => a.Policy).Distinct().Count());
        foreach (var kept in history.Answers)
        {
            Assert.Equal(kept.Text, (await shop.Get(kept.Reader, $"{kept.Path}?at={kept.AsOf}")).Text);
        }
    }

    [Fact]
    public async Task A_version_is_told_as_of_the_instant_at_which_it_was_recorded()
    {
        await using var shop = await Shop.Open();
        var history = new History(shop, seed: 7);
        await history.Begin(customers: 1);
        for (var act = 0; act < 20; act++)
        {
            await history.Next();
        }

        var head = (await shop.Get("commerce", history.Customers[0])).Version;
        for (var version = 1; version <= head; version++)
        {
            var byVersion = await shop.Get("commerce", $"{history.Customers[0]}?version={version}");
            var asOf = byVersion.Body.GetProperty("asOf").GetString();
            Assert.Equal(version, byVersion.Version);
            Assert.Equal(byVersion.Body.GetProperty("recordedAt").GetString(), asOf);
            Assert.Equal(byVersion.Text, (await shop.Get("commerce", $"{history.Customers[0]}?at={asOf}")).Text);
        }
    }

    [Fact]
    public async Task A_right_that_was_lost_is_not_regained_by_going_back()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { family_name = "Silva" });
        var crm = await shop.Get("crm", ana);
        var commerce = await shop.Get("commerce", ana);
        Assert.Equal("Silva", crm.Field("family_name").GetProperty("value").GetString());

        await new PolicyBoard(shop).Activate(WithoutCrmForFamilyNames);

        var asOf = crm.Body.GetProperty("asOf").GetString();
        var again = await shop.Get("crm", $"{ana}?at={asOf}");
        Assert.Equal("null", again.Field("family_name").GetProperty("value").GetRawText());
        Assert.Equal("forbidden", (await shop.Get("crm", $"{ana}/explain/family_name?at={asOf}")).Problem);
        Assert.Equal(commerce.Text, (await shop.Get("commerce", $"{ana}?at={commerce.Body.GetProperty("asOf").GetString()}")).Text);
    }

    // Read while the values' time is over and nobody has recorded it yet, or somebody just did: neither may show in what was told before.
    private static async Task ValuesRanOut(Shop shop, History history)
    {
        var ana = history.Customers[0];
        var said = await shop.Assertion("cdp", ana, new { value_band = "high" });
        shop.Pass(TimeSpan.FromDays(90));
        await history.Read(ana);
        await Eventually.Holds(async () =>
        {
            await history.Read(ana);
            var journal = await shop.Get("commerce", $"{ana}/journal?from={said.Version + 1}");
            return journal.Text.Contains("field-reevaluated.1", StringComparison.Ordinal);
        });
    }

    private static string WithoutCrmForFamilyNames(string policy)
    {
        const string Crm = "        - {id: crm,          rank: 3, minProof: service_authenticated}";
        var at = policy.IndexOf(Crm, policy.IndexOf("    family_name:", StringComparison.Ordinal), StringComparison.Ordinal);
        return policy.Remove(at, Crm.Length + 1).Replace("2026.07.1", "2026.07.2", StringComparison.Ordinal);
    }
}
