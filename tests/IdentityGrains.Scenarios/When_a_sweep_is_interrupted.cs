using IdentityGrains.Domain.Customers;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sqlite;

namespace IdentityGrains.Scenarios;

/// <summary>
/// Every customer is visited after an activation, also when the process ends in the middle: nobody has to write or ask for it. The middle is made by hand,
/// in the store of a process that ended: a policy in force, and each group's sweep half way. So it does not depend on who is quicker.
/// </summary>
public sealed class When_a_sweep_is_interrupted
{
    private const int Customers = 64;
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task It_goes_on_where_it_was_and_whoever_was_left_is_visited()
    {
        await using var shop = await Shop.Open();
        var numbers = new Dictionary<CustomerId, string>();
        for (var i = 0; i < Customers; i++)
        {
            numbers.Add(await Begin(shop, $"N-{i}"), $"N-{i}");
        }

        await Task.WhenAll(numbers.Values.Select(n => shop.Holds(n, "name.family", "Silva")));
        await shop.Stop();
        var visited = await HalfWay(shop);
        await shop.Start();
        await new PolicyBoard(shop).Swept();

        // The platform began anew with the process, so it holds what was told since: of those who were left, and of nobody else.
        await Task.WhenAll(numbers.Where(n => !visited.Contains(n.Key)).Select(n => shop.Holds(n.Value, "name.family", null)));
        Assert.NotEmpty(visited);
        Assert.All(visited, v => Assert.Null(shop.Product.Simulator!.Find("commerce", numbers[v])));
    }

    // A policy under which family names are taken back came into force, and of each group the first half was visited.
    private static async Task<HashSet<CustomerId>> HalfWay(Shop shop)
    {
        var document = Bars.Stricter(await File.ReadAllTextAsync(shop.PolicyFile, Ct), "2026.10.1");
        await using var store = SqliteStore.Open(new SqliteStoreOptions { Folder = shop.DataFolder }, shop.Time);
        var active = await store.Policies.Activate(document, PolicyDocument.HashOf(document), store.Clock.Now, Ct);
        var visited = new HashSet<CustomerId>();
        for (var group = 0; group < Slots.Groups; group++)
        {
            var all = await store.PolicySweeps.After(group, null, Customers, Ct);
            var half = all.Take(all.Count / 2).ToArray();
            visited.UnionWith(half);
            var cursor = new SweepCursor(group, active.Epoch, half.Length > 0 ? half[^1] : null, half.Length, all.Count, Finished: false);
            Assert.True(await store.PolicySweeps.Keep(cursor, Ct));
        }

        return visited;
    }

    private static async Task<CustomerId> Begin(Shop shop, string number)
    {
        var customer = await shop.Create("commerce", "C-" + number);
        await shop.Assertion("commerce", customer, new { customer_number = number, family_name = "Silva" });
        return CustomerId.TryParse(customer.Split('/')[^1], out var id) ? id : throw new InvalidOperationException(customer);
    }
}
