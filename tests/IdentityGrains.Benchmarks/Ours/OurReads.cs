using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>Reads of customers in memory, from inside the silo: every field that the caller may see, with its state and source.</summary>
internal sealed class OurReads(OurProduct product, string[] customers) : IContender
{
    public static async Task<IContender> Open(Setup setup)
    {
        var product = await OurProduct.Start(setup);
        return new OurReads(product, await OurCustomers.Make(product.Grains, product.Token, "acc-", setup.Customers));
    }

    public Func<CancellationToken, Task> Caller(int number)
    {
        new Credential(product.Token).Attach();
        var (grains, chance) = (product.Grains, new Random(number));
        return async ct =>
        {
            if (await grains.Customer(OurCustomers.IdOf(customers[chance.Next(customers.Length)])).Get(null, ct) is not CustomerAnswer.Told)
            {
                throw new InvalidOperationException("Nothing was told.");
            }
        };
    }

    public ValueTask DisposeAsync() => product.DisposeAsync();
}
