using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Client.Callers;
using Orleans;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>Durable governed updates through grains, from inside the silo.</summary>
internal sealed class OurUpdates(OurProduct product, string[] customers) : IContender, IHasDoor
{
    public object Door => product.Door(customers);

    public long Again => OurCustomers.Again;

    public static async Task<IContender> Open(Setup setup)
    {
        var product = await OurProduct.Start(setup);
        return new OurUpdates(product, await OurCustomers.Make(product.Grains, product.Token, "acc-", setup.Customers));
    }

    public Func<CancellationToken, Task> Caller(int number) => Calls(product.Grains, product.Token, customers, number);

    /// <summary>Updates of customers drawn at random, under one credential.</summary>
    public static Func<CancellationToken, Task> Calls(IGrainFactory grains, string token, string[] customers, int number)
    {
        new Credential(token).Attach();
        var chance = new Random(number);
        return ct => OurCustomers.Submit(grains, customers[chance.Next(customers.Length)], OurCustomers.Change(chance), ct);
    }

    public ValueTask DisposeAsync() => product.DisposeAsync();
}
