using System.Text.Json;

namespace IdentityGrains.Benchmarks.Report;

/// <summary>What is asked, in order.</summary>
internal sealed class Programme(Arena arena, Effort effort, string store, Predicate<string> wanted, Action<string> tell)
{
    // As in a silo, there is one connection for commits: a second caller gets the next one ready meanwhile.
    private static readonly int[] One = [1, 2];
    private static readonly int[] Few = [1, 2, 4];
    private static readonly int[] Connections = [8, 16, 32, 64, 128];
    private static readonly int[] Mailboxes = [32, 64, 128, 256, 512, 1024];

    // More than so many may not wait for one customer.
    private static readonly int[] OneMailbox = [32, 64, 128, 250];

    // Contenders of one contest are compared with each other. Who calls from outside names whom it calls.
    private static readonly (string Name, int[] Candidates, string? Calls)[][] Contests =
    [
        [
            ("ours", Mailboxes, null), ("ours-tcp", Mailboxes, "ours"), ("ours-http", Mailboxes, "ours"), ("crud", Connections, null),
            ("one-statement", Connections, null), ("ef", Connections, null), ("akka", Mailboxes, null), ("orleans-state", Connections, null),
            ("append", Few, null), ("commit", One, null),
        ],
        [("ours-hot", OneMailbox, null)],
        [("call", Mailboxes, null), ("call-tcp", Mailboxes, "call"), ("ours-reads", Mailboxes, null)],
    ];

    private static readonly string[] AllProbes =
        ["history", "first-touch", "memory", "acknowledged", "drain", "backlog", "verification-1", "verification-10", "verification-1000"];

    public async Task<(IReadOnlyList<Row> Rows, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Probes)> Run()
    {
        var rows = new List<Row>();
        foreach (var contest in Contests)
        {
            rows.AddRange(await OrNothing(() => Hold([.. contest.Where(c => wanted(c.Name))]), []));
        }

        var probes = new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal);
        foreach (var probe in AllProbes.Where(p => wanted(p)))
        {
            tell($"probe {probe}");
            probes[probe] = await OrNothing(() => Take(probe), new Dictionary<string, double>(StringComparer.Ordinal));
        }

        return (rows, probes);
    }

    // What failed is missing on the page. It costs no other contest its figures.
    private async Task<T> OrNothing<T>(Func<Task<T>> measure, T nothing)
    {
        try
        {
            return await measure();
        }
        catch (InvalidOperationException why)
        {
            tell($"not measured: {why.Message}");
            return nothing;
        }
    }

    private async Task<IReadOnlyList<Row>> Hold((string Name, int[] Candidates, string? Calls)[] contest)
    {
        var entrants = new List<Entrant>();
        try
        {
            foreach (var (name, candidates, calls) in contest)
            {
                tell($"{name} gets ready");
                var (setup, database) = await arena.Room(effort.Customers, store);
                var called = calls is null ? null : entrants.Single(e => e.Name == calls);
                var caller = await arena.Enter("contender", name, called is null ? setup : setup with { Door = called.Called.Door });
                entrants.Add(new Entrant(caller, called?.Called ?? caller, called?.Database ?? database, candidates));
            }

            return entrants.Count == 0 ? [] : await Contest.Run(arena, entrants, effort, tell);
        }
        finally
        {
            // Who calls ends before whom it calls.
            foreach (var entrant in Enumerable.Reverse(entrants))
            {
                await arena.Leave(entrant.Caller);
            }
        }
    }

    private async Task<Dictionary<string, double>> Take(string probe)
    {
        var (setup, _) = await arena.Room(effort.Scale, store);
        var process = await arena.Enter("probe", probe, setup with { PostgresProcess = arena.Server.ProcessId });
        var figures = process.Door.Deserialize<Dictionary<string, double>>()!;
        await arena.Leave(process);
        return figures;
    }
}
