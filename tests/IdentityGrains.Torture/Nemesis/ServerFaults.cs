using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>F4: the database server dies with all its processes and comes back.</summary>
internal sealed class ServerCrash : Fault
{
    private const int LongestAbsence = 5_000;

    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    public override string Number => "F4";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        var server = scene.Product.Store.Server!;
        var (log, begin) = (server.Log.Length, Recorder.Now);
        await server.Kill();
        await scene.Last(TimeSpan.FromMilliseconds(scene.Random.Next(LongestAbsence)));
        await server.Start();
        var recovered = server.Log[log..].Contains("automatic recovery", StringComparison.Ordinal);
        return new Bite(recovered ? "the server's log tells of automatic recovery" : null, new Outage(Number, begin, Recorder.Now, Bound));
    }
}

/// <summary>F5: the database server is away for a while. Callers are told, no host ends, and all of them go on when it is back.</summary>
internal sealed class ServerAway(TimeSpan duration) : Fault
{
    private const string Name = "R50";
    private const string Unavailable = "store-unavailable";

    public override string Number => "F5";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        var server = scene.Product.Store.Server!;
        var (unavailable, begin, lives) = (scene.Pulse.Problems(Unavailable), Recorder.Now, Lives(scene));
        await server.Stop();
        await scene.Last(duration);
        await server.Start();
        var back = Recorder.Now;
        await Task.WhenAll(scene.Product.Hosts.Select(h => h.Ready()));
        var (told, ended) = (scene.Pulse.Problems(Unavailable) - unavailable, Lives(scene) - lives);
        return new Bite(
            told > 0 ? $"{told} callers were told that the store is unavailable in {duration.TotalSeconds:0} s" : null,
            new Outage(Number, begin, back, ServerCrash.Bound))
        {
            Facts = [$"{Name}: database away for {duration.TotalSeconds:0} s: {told} callers were told so, {ended} hosts ended"],
            Violations = ended == 0 ? [] : [new Violation(Name, "the database", $"{ended} hosts ended while it was away")],
        };
    }

    private static int Lives(Scene scene) => scene.Product.Hosts.Sum(h => h.Life);
}

/// <summary>F6: an operator ends connections of the product.</summary>
internal sealed class BackendsEnded : Fault
{
    private const string OfCommits = "identitygrains-commit";

    public override string Number => "F6";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        var which = scene.Random.Next(2) == 0 ? $"application_name = '{OfCommits}'" : $"usename = '{ServerStore.SiloLogin}'";
        var ended = (long)(await scene.Server.Execute(
            $"SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {which}"))!;
        var log = scene.Product.Store.Server!.Log;
        var said = log.Contains("terminating connection due to administrator command", StringComparison.Ordinal);
        return new Bite(ended > 0 && said ? $"{ended} connections were ended by an administrator" : null);
    }
}

/// <summary>F18: the product may have only very few connections.</summary>
internal sealed class ConnectionsScarce : Fault
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public override string Number => "F18";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        var server = scene.Product.Store.Server!;
        var log = server.Log.Length;
        await scene.Server.Execute($"ALTER ROLE {ServerStore.SiloLogin} CONNECTION LIMIT 2");
        await scene.Server.Execute($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{ServerStore.SiloLogin}'");
        await scene.Last(Duration);
        await scene.Server.Execute($"ALTER ROLE {ServerStore.SiloLogin} CONNECTION LIMIT -1");
        var refused = server.Log[log..].Split("too many connections for role").Length - 1;
        return new Bite(refused > 0 ? $"the server refused {refused} connections" : null);
    }
}

/// <summary>F19: somebody holds the table of heads.</summary>
internal sealed class LockHog : Fault
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public override string Number => "F19";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        var server = scene.Product.Store.Server!;
        var log = server.Log.Length;
        await using var connection = await scene.Server.Superuser();
        await using var transaction = await connection.BeginTransactionAsync(scene.Over);
        await using var command = connection.CreateCommand();
        command.CommandText = "LOCK TABLE ig.head IN ACCESS EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync(scene.Over);
        await scene.Last(Duration);
        await transaction.RollbackAsync(scene.Over);
        var gaveUp = server.Log[log..].Split("canceling statement due to lock timeout").Length - 1;
        return new Bite(gaveUp > 0 ? $"{gaveUp} statements gave up waiting for the lock" : null);
    }
}
