using System.Diagnostics;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Measuring;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Benchmarks.Peers;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>How long does the first call of a customer take who is not in memory, and how long one round trip to the database?</summary>
internal static class FirstTouch
{
    private const int CustomersPerScale = 400;
    private const int WarmUp = 100;

    public static async Task<Dictionary<string, double>> Take(Setup setup)
    {
        string[] customers;
        await using (var before = await OurProduct.Start(setup))
        {
            customers = await OurCustomers.Make(before.Grains, before.Token, "touch-", WarmUp + setup.Customers * CustomersPerScale);
            await Spent.Quiet(setup);
        }

        // Started again, nobody is in memory.
        await using var product = await OurProduct.Start(setup);
        new Credential(product.Token).Attach();
        var ticks = new List<long>();
        foreach (var customer in customers)
        {
            var began = Stopwatch.GetTimestamp();
            await product.Grains.GetGrain<ICustomerGrain>(customer).Get();
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }

        var sorted = ticks.Skip(WarmUp).Order().ToArray();
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["p50 ms"] = Load.At(sorted, 0.5), ["p99 ms"] = Load.At(sorted, 0.99), ["round trip ms"] = await RoundTrip(setup),
        };
    }

    private static async Task<double> RoundTrip(Setup setup)
    {
        await using var source = RecordTables.Source(setup);
        var ticks = new List<long>();
        for (var i = 0; i < 2 * CustomersPerScale; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await RecordTables.Execute(source, "SELECT 1");
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }

        return Load.At([.. ticks.Skip(CustomersPerScale).Order()], 0.5);
    }
}
