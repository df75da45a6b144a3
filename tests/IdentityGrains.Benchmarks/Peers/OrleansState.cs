using System.Globalization;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>
/// Orleans' own way: a grain's state, written whole by IPersistentState over ADO.NET. It has no outbox: the provider can write nothing beside it.
/// </summary>
internal sealed class OrleansState(IHost host, int customers) : IContender
{
    public const string Storage = "postgres";

    private readonly IGrainFactory _grains = host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<IContender> Open(Setup setup)
    {
        var connection = new NpgsqlConnectionStringBuilder(setup.Connection) { MaxPoolSize = 256, MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 }.ToString();
        await using (var source = RecordTables.Source(setup))
        {
            await RecordTables.Execute(source, OrleansStateTables.Script);
        }

        var host = await BareSilo.Start(silo =>
        {
            silo.AddAdoNetGrainStorage(Storage, o => (o.Invariant, o.ConnectionString) = ("Npgsql", connection));
            silo.Services.AddOptions<AdoNetGrainStorageOptions>(Storage)
                .Configure<Serializer>((o, serializer) => o.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer));
        });
        var state = new OrleansState(host, setup.Customers);

        // Every grain is awake and has its row before anything is measured.
        foreach (var some in Enumerable.Range(0, setup.Customers).Chunk(64))
        {
            await Task.WhenAll(some.Select(i => state.Grain(i).Change(0, "awake")));
        }

        return state;
    }

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        return _ => Grain(chance.Next(customers)).Change(chance.Next(RecordTables.Fields), chance.Next().ToString(CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    // Begun with a letter that is no hexadecimal digit: such keys are told apart by text.
    private IRecordGrain Grain(int customer) => _grains.GetGrain<IRecordGrain>("record-" + customer.ToString(CultureInfo.InvariantCulture));
}
