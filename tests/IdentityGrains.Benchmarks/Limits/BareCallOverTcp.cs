using System.Text.Json;
using IdentityGrains.Benchmarks.Contending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace IdentityGrains.Benchmarks.Limits;

/// <summary>The call that does nothing, from another process over TCP.</summary>
internal sealed class BareCallOverTcp(IHost client, int customers) : IContender
{
    public static async Task<IContender> Open(Setup setup)
    {
        var port = setup.Door!.Value.Deserialize<BareDoor>()!.ClientPort;
        var client = new HostBuilder()
            .UseOrleansClient(c => c.UseLocalhostClustering(port, serviceId: "benchmark", clusterId: "benchmark"))
            .Build();
        await client.StartAsync();
        return new BareCallOverTcp(client, setup.Customers);
    }

    public Func<CancellationToken, Task> Caller(int number) => BareCall.Calls(client.Services.GetRequiredService<IGrainFactory>(), number, customers);

    public async ValueTask DisposeAsync()
    {
        await client.StopAsync();
        client.Dispose();
    }
}
