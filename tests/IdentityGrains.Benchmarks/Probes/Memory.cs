using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Ours;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;

namespace IdentityGrains.Benchmarks.Probes;

/// <summary>How much managed memory does a customer of 16 fields hold who is active and of whom nothing is asked?</summary>
internal static class Memory
{
    private const int CustomersPerScale = 2_000;

    public static async Task<Dictionary<string, double>> Take(Setup setup)
    {
        string[] customers;
        await using (var before = await OurProduct.Start(setup))
        {
            customers = await OurCustomers.Make(before.Grains, before.Token, "idle-", CustomersPerScale * setup.Customers);
            await Spent.Quiet(setup);
        }

        // As they are after a start: without what making them left behind.
        await using var product = await OurProduct.Start(setup);
        await Touch(product, customers[..(customers.Length / 2)]);
        await Spent.Quiet(setup);
        var half = GC.GetTotalMemory(forceFullCollection: true);
        await Touch(product, customers[(customers.Length / 2)..]);
        await Spent.Quiet(setup);
        var all = GC.GetTotalMemory(forceFullCollection: true);
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["bytes per customer"] = Math.Round((double)(all - half) / (customers.Length - customers.Length / 2)),
        };
    }

    private static async Task Touch(OurProduct product, string[] customers)
    {
        new Credential(product.Token).Attach();
        foreach (var customer in customers)
        {
            await product.Grains.GetGrain<ICustomerGrain>(customer).Get();
        }
    }
}
