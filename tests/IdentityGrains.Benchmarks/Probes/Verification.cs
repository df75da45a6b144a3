using System.Diagnostics;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Client.Callers;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>How many entries of the journal are verified by each second of processor time, with every key at hand?</summary>
internal static class Verification
{
    private const int CustomersPerScale = 200;
    private const int Updates = 30;

    public static async Task<Dictionary<string, double>> Take(Setup setup)
    {
        await using (var product = await OurProduct.Start(setup))
        {
            var customers = await OurCustomers.Make(product.Grains, product.Token, "proved-", CustomersPerScale * setup.Customers);
            new Credential(product.Token).Attach();
            for (var i = 0; i < Updates; i++)
            {
                await Task.WhenAll(customers.Select(c => OurCustomers.Submit(product.Grains, c, OurCustomers.ChangeNote(i), CancellationToken.None)));
            }

            await Spent.Quiet(setup);
        }

        var (records, verifier) = OurStore.OpenRecords(setup);
        await using (records)
        {
            // The first time is for the compiler.
            await verifier.Run(null, CancellationToken.None);
            var (before, watch) = (Spent.By(setup), Stopwatch.StartNew());
            var report = await verifier.Run(null, CancellationToken.None);
            if (!report.Holds)
            {
                throw new InvalidOperationException("The record does not hold.");
            }

            return new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["entries"] = report.Entries, ["entries/s and core"] = Math.Round(report.Entries / (Spent.By(setup) - before)),
                ["entries/s, one at a time"] = Math.Round(report.Entries / watch.Elapsed.TotalSeconds),
            };
        }
    }
}
