using IdentityGrains.Domain.Customers;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Scenarios;

/// <summary>Every customer is visited after an activation, also when the process ends in the middle: nobody has to write or ask for it.</summary>
public sealed class When_a_sweep_is_interrupted
{
    private const int Customers = 240;
    private const int MostTries = 10;

    [Fact]
    public async Task It_goes_on_where_it_was_and_everybody_is_visited()
    {
        await using var shop = await Shop.Open();
        var board = new PolicyBoard(shop);
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(i => Begin(shop, i)));
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(i => shop.Holds($"N-{i}", "name.family", "Silva")));

        var left = await InTheMiddle(shop, board);
        await shop.Start();
        await board.Swept();

        var sweeps = shop.Product.Services.GetRequiredService<IPolicySweeps>();
        var ended = await sweeps.All(TestContext.Current.CancellationToken);
        Assert.Equal(Customers, ended.Sum(s => s.Visited));
        Assert.All(left, l => Assert.True(ended.Single(e => e.Group == l.Group).Visited >= l.Visited));
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(i => shop.Holds($"N-{i}", "name.family", null)));
    }

    // The product is stopped as soon as it said that the policy is in force. Where it was quicker than that, it gets another policy.
    private static async Task<IReadOnlyList<SweepCursor>> InTheMiddle(Shop shop, PolicyBoard board)
    {
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var version = $"2026.10.{tries}";
            var told = await board.Activate(p => tries % 2 == 1 ? Bars.Stricter(p, version) : Bars.Looser(p, version));
            await shop.Stop();
            await using (var store = SqliteStore.Open(new SqliteStoreOptions { Folder = shop.DataFolder }, TimeProvider.System))
            {
                var cursors = await store.PolicySweeps.All(TestContext.Current.CancellationToken);
                var epoch = told.Body.GetProperty("epoch").GetInt64();
                if (tries % 2 == 1 && cursors.Count(c => c.Epoch == epoch && c.Finished) < Slots.Groups)
                {
                    return [.. cursors.Where(c => c.Epoch == epoch)];
                }
            }

            await shop.Start();
        }

        throw new InvalidOperationException("No sweep was caught in the middle.");
    }

    private static async Task Begin(Shop shop, int number)
    {
        var customer = await shop.Create("commerce", $"C-{number}");
        await shop.Assertion("commerce", customer, new { customer_number = $"N-{number}", family_name = "Silva" });
    }
}
