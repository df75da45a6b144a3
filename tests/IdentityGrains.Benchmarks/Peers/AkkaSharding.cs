using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Persistence.Sql;
using IdentityGrains.Benchmarks.Contending;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>Akka.NET cluster sharding with Akka.Persistence.Sql on PostgreSQL: one node, every record an event-sourced entity.</summary>
internal sealed class AkkaSharding(ActorSystem system, IActorRef region, int customers) : IContender
{
    private const int Shards = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IContender> Open(Setup setup)
    {
        var system = ActorSystem.Create("benchmark", Settings(setup.Connection));
        var cluster = Akka.Cluster.Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        var region = await ClusterSharding.Get(system).StartAsync(
            "record", id => Props.Create(() => new AkkaRecord(id)), ClusterShardingSettings.Create(system), new Extractor());

        // Every entity is awake before anything is measured, as ours are; few at a time, for each asks the database who it was.
        foreach (var some in Enumerable.Range(0, setup.Customers).Chunk(100))
        {
            await Task.WhenAll(some.Select(i => Ask(region, i, RecordTables.Fields, "awake", CancellationToken.None)));
        }

        return new AkkaSharding(system, region, setup.Customers);
    }

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        return ct => Ask(
            region, chance.Next(customers), chance.Next(RecordTables.Fields), chance.Next().ToString(CultureInfo.InvariantCulture), ct);
    }

    public async ValueTask DisposeAsync() => await system.Terminate();

    private static async Task Ask(IActorRef region, int customer, int field, string value, CancellationToken ct) =>
        await region.Ask<long>(new AkkaRecord.Change(customer, field, value), Patience, ct);

    private static Config Settings(string connection) => ConfigurationFactory.ParseString($$"""
        akka.loglevel = WARNING
        akka.stdout-loglevel = WARNING
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        akka.cluster.sharding.state-store-mode = ddata
        akka.persistence.journal {
          plugin = "akka.persistence.journal.sql"
          sql { connection-string = "{{connection}};Maximum Pool Size=100", provider-name = "PostgreSQL.15", auto-initialize = true }
        }
        akka.persistence.snapshot-store {
          plugin = "akka.persistence.snapshot-store.sql"
          sql { connection-string = "{{connection}};Maximum Pool Size=20", provider-name = "PostgreSQL.15", auto-initialize = true }
        }
        """).WithFallback(SqlPersistence.DefaultConfiguration).WithFallback(ClusterSharding.DefaultConfig()).WithFallback(ConfigurationFactory.Default());

    private sealed class Extractor() : HashCodeMessageExtractor(Shards)
    {
        public override string? EntityId(object message) =>
            message is AkkaRecord.Change change ? "record-" + change.Customer.ToString(CultureInfo.InvariantCulture) : null;
    }
}
