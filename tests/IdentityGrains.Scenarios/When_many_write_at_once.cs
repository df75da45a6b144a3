using IdentityGrains.Scenarios.Given;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Scenarios;

/// <summary>Versions have no gaps and no twins, every answer is durable, and many share a commit.</summary>
public sealed class When_many_write_at_once
{
    private const int Writers = 64;

    [Fact]
    public async Task Sixty_four_writers_of_one_customer_get_sixty_four_consecutive_versions()
    {
        await using var shop = await Shop.Open();
        var ana = await shop.Create("commerce", "C-1");
        var writer = shop.Product.Services.GetRequiredService<JournalWriter>();
        var (entries, commits) = (writer.Entries, writer.Commits);

        var told = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => shop.Assertion("commerce", ana, new { language = i % 2 == 0 ? "de" : "fr" })));

        Assert.All(told, t => Assert.Equal(HttpStatusCode.OK, t.Status));
        Assert.Equal(Enumerable.Range(2, Writers).Select(v => (long)v), told.Select(t => t.Version).Order());
        Assert.Equal(Writers, writer.Entries - entries);
        Assert.InRange(writer.Commits - commits, 1, Writers - 1);
        await EveryAnswerIsInTheRecord(shop, ana, told);
    }

    [Fact]
    public async Task Sixty_four_writers_of_sixty_four_customers_share_commits()
    {
        await using var shop = await Shop.Open();
        var customers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => shop.Create("commerce", $"C-{i}")));
        var writer = shop.Product.Services.GetRequiredService<JournalWriter>();
        var (entries, commits) = (writer.Entries, writer.Commits);

        var told = await Task.WhenAll(customers.Select(c => shop.Assertion("commerce", c, new { language = "de" })));

        Assert.All(told, t => Assert.Equal(2, t.Version));
        Assert.Equal(Writers, writer.Entries - entries);
        Assert.InRange(writer.Commits - commits, 1, Writers - 1);
    }

    private static async Task EveryAnswerIsInTheRecord(Shop shop, string customer, Told[] told)
    {
        // From the store, not from the memory that answered.
        await shop.Restart();
        var journal = await shop.Get("commerce", customer + "/journal?limit=500");
        var hashes = journal.Body.GetProperty("entries").EnumerateArray()
            .ToDictionary(e => e.GetProperty("version").GetInt64(), e => e.GetProperty("hash").GetString());
        Assert.All(told, t => Assert.Equal(t.Body.GetProperty("entryHash").GetString(), hashes[t.Version]));
    }
}
