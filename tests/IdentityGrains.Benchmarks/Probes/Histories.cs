using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Client.Callers;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>
/// What does an update cost a customer of long history? Groups of as many customers each, of different histories, are updated in turn by as many callers,
/// as often as it takes to come past exactly one snapshot each.
/// </summary>
internal static class Histories
{
    private const int Customers = 8;
    private const int AtOnceWhileDeepening = 128;
    private const int Begun = 2;
    private const int Updates = 64;
    private const int Rounds = 12;
    private const double Microseconds = 1e6;

    public static async Task<Dictionary<string, double>> Take(Setup setup)
    {
        int[] depths = setup.Customers > 1 ? [10, 1_000, 10_000, 100_000] : [10, 1_000];
        await using var product = await OurProduct.Start(setup);
        var groups = new Dictionary<int, string[]>();
        foreach (var depth in depths)
        {
            groups[depth] = await Deepened(product, $"deep-{depth}-", depth);
        }

        var spent = depths.ToDictionary(d => d, _ => 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var depth in depths)
            {
                // A short history would not stay short.
                var group = depth == depths[0] ? await Deepened(product, $"deep-{depth}-{round}-", depth) : groups[depth];
                await Spent.Quiet(setup);
                var before = Spent.By(setup);
                await Update(product, group, Updates, 1);
                await Spent.Quiet(setup);
                spent[depth] += Spent.By(setup) - before;
            }
        }

        return depths.ToDictionary(d => $"processor at {d}", d => Math.Round(spent[d] * Microseconds / (Rounds * Customers * Updates), 1));
    }

    private static async Task<string[]> Deepened(OurProduct product, string prefix, int depth)
    {
        var customers = await OurCustomers.Make(product.Grains, product.Token, prefix, Customers);
        var atOnce = Math.Min(AtOnceWhileDeepening, depth - Begun);
        await Update(product, customers, (depth - Begun) / atOnce, atOnce);
        return customers;
    }

    private static Task Update(OurProduct product, string[] customers, int times, int atOnce) =>
        Task.WhenAll(customers.SelectMany(c => Enumerable.Range(0, atOnce).Select(n => Task.Run(async () =>
        {
            new Credential(product.Token).Attach();
            var chance = new Random(n);
            for (var i = 0; i < times; i++)
            {
                await OurCustomers.Submit(product.Grains, c, OurCustomers.Change(chance), CancellationToken.None);
            }
        }))));
}
