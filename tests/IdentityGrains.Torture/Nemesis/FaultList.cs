namespace IdentityGrains.Torture.Nemesis;

/// <summary>How often each fault is drawn. <c>IG_FAULTS</c> names the only ones that are wanted, for example <c>F1,F11</c>.</summary>
internal static class FaultList
{
    /// <summary>Silos that are killed in the run of a submission: in <see cref="Demanded"/> one by one six times, and twice all three at once.</summary>
    public const int SiloKills = 12;

    /// <summary>How often the database server is killed in it.</summary>
    public const int ServerKills = 4;

    /// <summary>How often a silo stands still in it.</summary>
    public const int Freezes = 4;

    /// <summary>How often a silo hears nothing in it.</summary>
    public const int OneWayPartitions = 2;

    /// <summary>What every run of a submission must have seen, so many times over.</summary>
    public static IEnumerable<(int Count, Func<Fault> Fault)> Demanded(int times) => Wanted(
        (6 * times, () => new SiloCrash()), (2 * times, () => new EverySiloCrash()), (ServerKills * times, () => new ServerCrash()),
        (Freezes * times, () => new SiloFreeze()), (times, () => new Partition(oneWay: true)), (times, () => new Partition(oneWay: true, blind: true)));

    /// <summary>What comes after it, as far as time is left.</summary>
    public static IEnumerable<(int Count, Func<Fault> Fault)> Further(int times, PolicyChange policy) => Wanted(
        (4 * times, () => policy), (times, () => new RollingRestart()), (times, () => new Partition(oneWay: false)), (2 * times, () => new CommitInDoubt()),
        (4 * times, () => new BackendsEnded()), (times, () => new ConnectionsScarce()), (times, () => new LockHog()));

    /// <summary>What goes wrong with machines, in a run of its own: each takes long.</summary>
    public static IEnumerable<(int Count, Func<Fault> Fault)> OfMachines(int times) => Wanted(
        (times, () => new ServerAway(TimeSpan.FromSeconds(60))), (times, () => new SlowDisk()), (times, () => new SlowNetwork()),
        (times, () => new OutOfMemory()), (2 * times, () => new ClockSkew()));

    private static IEnumerable<(int, Func<Fault>)> Wanted(params IEnumerable<(int, Func<Fault> Fault)> all)
    {
        var named = Environment.GetEnvironmentVariable("IG_FAULTS")?.Split(',');
        return named is null ? all : all.Where(f => named.Contains(f.Fault().Number));
    }
}
