using System.Diagnostics;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Client.Callers;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>
/// How fast is a backlog of deliveries to five platforms worked off? Every customer is updated once, as fast as they can be; from then on deliveries are
/// counted until each platform has called back for each. The platforms' own work is done in this process too.
/// </summary>
internal static class Drain
{
    private const int Platforms = 5;
    private const int CustomersPerScale = 800;
    private const int AtOnce = 256;

    public static async Task<Dictionary<string, double>> Take(Setup setup)
    {
        await using var shop = await OurPlatforms.Start(setup, Platforms);
        var customers = await OurCustomers.Make(shop.Product.Grains, shop.Product.Token, "backlog-", CustomersPerScale * setup.Customers);
        await shop.Acknowledged(Platforms * customers.Length);
        await Spent.Quiet(setup);

        var before = shop.Simulator.Summary.AcksSent;
        new Credential(shop.Product.Token).Attach();
        foreach (var some in customers.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select((c, i) => OurCustomers.Submit(shop.Product.Grains, c, OurCustomers.ChangeNote(i), CancellationToken.None)));
        }

        var (backlog, spent, watch) = (shop.Simulator.Summary.AcksSent, Spent.By(setup), Stopwatch.StartNew());
        await shop.Acknowledged(before + Platforms * customers.Length);
        var (drained, seconds) = (shop.Simulator.Summary.AcksSent - backlog, watch.Elapsed.TotalSeconds);
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["deliveries"] = drained, ["deliveries/s"] = Math.Round(drained / seconds),
            ["processor µs per delivery, platforms' included"] = Math.Round((Spent.By(setup) - spent) * 1e6 / drained, 1),
        };
    }
}
