namespace IdentityGrains.Torture.Nemesis;

/// <summary>How often each fault is drawn. <c>IG_FAULTS</c> names the only ones that are wanted, for example <c>F1,F11</c>.</summary>
internal static class FaultList
{
    /// <summary>The list of one CI run, so many times over.</summary>
    public static IEnumerable<(int Count, Func<Fault> Fault)> Of(int times, PolicyChange policy) => Wanted(
        (12 * times, () => new SiloCrash()), (times, () => new EverySiloCrash()), (4 * times, () => new ServerCrash()),
        (times, () => new ServerAway(TimeSpan.FromSeconds(10))), (4 * times, () => new BackendsEnded()), (2 * times, () => new CommitInDoubt()),
        (4 * times, () => new SiloFreeze()), (times, () => new Partition(oneWay: false)), (2 * times, () => new Partition(oneWay: true)),
        (times, () => new ConnectionsScarce()), (times, () => new LockHog()), (times, () => new RollingRestart()),
        (times, () => new SlowDisk()), (4 * times, () => policy));

    /// <summary>Faults of the list that the harness cannot make, and why.</summary>
    public static readonly IReadOnlyList<string> NotMade =
    [
        "F15 latency: hosts reach the store through its Unix socket, before which no proxy stands yet",
        "F17 disk full: not built",
        "F22 out of memory: a group of version 1 does not count what a process had before, and a silo asks for too little more to be killed in time",
        "F23 clock skew: over PostgreSQL the database's clock decides, and the product offers no other",
    ];

    private static IEnumerable<(int, Func<Fault>)> Wanted(params IEnumerable<(int, Func<Fault> Fault)> all)
    {
        var named = Environment.GetEnvironmentVariable("IG_FAULTS")?.Split(',');
        return named is null ? all : all.Where(f => named.Contains(f.Fault().Number));
    }
}
