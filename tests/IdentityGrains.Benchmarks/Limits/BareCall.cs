using IdentityGrains.Benchmarks.Contending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace IdentityGrains.Benchmarks.Limits;

/// <summary>Answers.</summary>
internal interface IEchoGrain : IGrainWithIntegerKey
{
    ValueTask<int> Echo(int said);
}

/// <summary>The grain.</summary>
internal sealed class EchoGrain : Grain, IEchoGrain
{
    public ValueTask<int> Echo(int said) => new(said);
}

/// <summary>A grain call that does nothing, from inside the silo: faster than this nothing through grains can be.</summary>
internal sealed class BareCall(IHost silo, int clientPort, int customers) : IContender, IHasDoor
{
    public object Door => new BareDoor(clientPort);

    public static async Task<IContender> Open(Setup setup)
    {
        var port = BareSilo.FreePort();
        return new BareCall(await BareSilo.Start(_ => { }, port), port, setup.Customers);
    }

    public Func<CancellationToken, Task> Caller(int number) => Calls(silo.Services.GetRequiredService<IGrainFactory>(), number, customers);

    /// <summary>Calls of grains drawn at random.</summary>
    public static Func<CancellationToken, Task> Calls(IGrainFactory grains, int number, int customers)
    {
        var chance = new Random(number);
        return async _ => await grains.GetGrain<IEchoGrain>(chance.Next(customers)).Echo(number);
    }

    public async ValueTask DisposeAsync()
    {
        await silo.StopAsync();
        silo.Dispose();
    }
}

/// <summary>Where the bare silo takes clients.</summary>
internal sealed record BareDoor(int ClientPort);
