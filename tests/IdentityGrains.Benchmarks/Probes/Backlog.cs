using System.Diagnostics;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Client.Callers;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>
/// How fast are five vendors' platforms told what they missed while they were away, and does one that takes requests and never answers cost the others
/// anything? All are away while every customer is updated; then they are back: first all of them, and in a second round all but one, which swallows requests.
/// </summary>
internal static class Backlog
{
    private const int CustomersPerScale = 20_000;
    private const int AtOnce = 256;

    private static readonly IReadOnlyList<string> Others = [.. OurVendors.Names.SkipLast(1)];

    public static async Task<Dictionary<string, double>> Take(Setup setup)
    {
        await using var shop = await OurVendors.Start(setup);
        var customers = await OurCustomers.Make(shop.Product.Grains, shop.Product.Token, "backlog-", CustomersPerScale * setup.Customers);
        await shop.Settled(OurVendors.Names);
        await Spent.Quiet(setup);

        var (all, spent) = await Round(setup, shop, customers, swallows: null);
        await shop.Settled(OurVendors.Names);
        var (others, _) = await Round(setup, shop, customers, swallows: OurVendors.Names[^1]);
        double Rate(Dictionary<string, double> seconds, IReadOnlyCollection<string> of) => of.Count * customers.Length / of.Max(p => seconds[p]);
        var deliveries = OurVendors.Names.Count * customers.Length;
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["customers"] = customers.Length,
            ["deliveries"] = deliveries,
            ["deliveries/s, all five"] = Math.Round(Rate(all, OurVendors.Names)),
            ["deliveries/s, the four while all answer"] = Math.Round(Rate(all, Others)),
            ["deliveries/s, the four while the fifth never answers"] = Math.Round(Rate(others, Others)),
            ["share that the four keep"] = Math.Round(Rate(others, Others) / Rate(all, Others), 3),
            ["processor µs per delivery, platforms' included"] = Math.Round(spent * 1e6 / deliveries, 1),
        };
    }

    // Seconds from the platforms' return until each was told everything, and what that took of the processor.
    private static async Task<(Dictionary<string, double> Seconds, double Spent)> Round(Setup setup, OurVendors shop, string[] customers, string? swallows)
    {
        foreach (var name in OurVendors.Names)
        {
            shop.Inject(name, FaultKind.ErrorBeforeApply);
        }

        await Update(shop, customers);
        await Spent.Quiet(setup);
        var before = OurVendors.Names.ToDictionary(n => n, n => shop.Simulator.SummaryOf(n).Writes);
        var (spent, watch) = (Spent.By(setup), Stopwatch.StartNew());
        foreach (var name in OurVendors.Names)
        {
            shop.Simulator.ClearFaults(name);
            if (name == swallows)
            {
                shop.Inject(name, FaultKind.BlackHole);
            }
        }

        var seconds = new Dictionary<string, double>(StringComparer.Ordinal);
        await Task.WhenAll(OurVendors.Names.Where(n => n != swallows).Select(async name =>
        {
            await shop.Written([name], before[name] + customers.Length);
            lock (seconds)
            {
                seconds[name] = watch.Elapsed.TotalSeconds;
            }
        }));
        return (seconds, Spent.By(setup) - spent);
    }

    private static async Task Update(OurVendors shop, string[] customers)
    {
        new Credential(shop.Product.Token).Attach();
        var value = Stopwatch.GetTimestamp();
        foreach (var some in customers.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(c => OurCustomers.Submit(
                shop.Product.Grains, c, OurCustomers.ChangeNote(unchecked((int)Interlocked.Increment(ref value))), CancellationToken.None)));
        }
    }
}
