using System.Diagnostics;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Measuring;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Client.Callers;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>How long after an update is accepted has a platform's signed callback been recorded, when nothing else is to be done?</summary>
internal static class Acknowledged
{
    private const int UpdatesPerScale = 100;
    private const int WarmUp = 50;

    public static async Task<Dictionary<string, double>> Take(Setup setup)
    {
        await using var shop = await OurPlatforms.Start(setup, 1);
        var customers = await OurCustomers.Make(shop.Product.Grains, shop.Product.Token, "told-", WarmUp + UpdatesPerScale * setup.Customers);
        await shop.Acknowledged(customers.Length);
        await Spent.Quiet(setup);
        new Credential(shop.Product.Token).Attach();
        var ticks = new List<long>();
        for (var i = 0; i < customers.Length; i++)
        {
            var before = shop.Simulator.Summary.AcksSent;
            await OurCustomers.Submit(shop.Product.Grains, customers[i], OurCustomers.ChangeNote(i), CancellationToken.None);
            var accepted = Stopwatch.GetTimestamp();
            await shop.Acknowledged(before + 1);
            ticks.Add(Stopwatch.GetTimestamp() - accepted);
        }

        var sorted = ticks.Skip(WarmUp).Order().ToArray();
        return new Dictionary<string, double>(StringComparer.Ordinal) { ["p50 ms"] = Load.At(sorted, 0.5), ["p99 ms"] = Load.At(sorted, 0.99) };
    }
}
