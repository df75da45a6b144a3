using IdentityGrains.Benchmarks.Contending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace IdentityGrains.Benchmarks.Ours;

/// <summary>The same updates from another process, which is an Orleans client.</summary>
internal sealed class OurUpdatesOverTcp(IHost client, OurDoor door) : IContender
{
    public long Again => OurCustomers.Again;

    public static async Task<IContender> Open(Setup setup)
    {
        var door = OurDoor.Of(setup);
        var client = new HostBuilder()
            .UseOrleansClient(c => c.UseLocalhostClustering(door.ClientPort, serviceId: "identitygrains", clusterId: "identitygrains"))
            .Build();
        await client.StartAsync();
        return new OurUpdatesOverTcp(client, door);
    }

    public Func<CancellationToken, Task> Caller(int number) =>
        OurUpdates.Calls(client.Services.GetRequiredService<IGrainFactory>(), door.Token, door.Customers, number);

    public async ValueTask DisposeAsync()
    {
        await client.StopAsync();
        client.Dispose();
    }
}
