using System.Text.Json;

namespace IdentityGrains.Benchmarks.Report;

/// <summary>All that one run saw. Pages are made from this and from nothing else.</summary>
internal sealed record Results(
    DateTimeOffset At, bool Quick, Machine Machine, IReadOnlyList<Row> Rows, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Probes)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The probes that were taken again later, each in a run of its own, and when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Again { get; init; } = new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>The row of a contender; null when it was not measured.</summary>
    public Row? Of(string contender) => Rows.FirstOrDefault(r => r.Contender == contender);

    /// <summary>A figure of a probe; null when it was not taken.</summary>
    public double? Figure(string probe, string name) =>
        Probes.TryGetValue(probe, out var figures) && figures.TryGetValue(name, out var figure) ? figure : null;

    /// <summary>The same with these probes taken again.</summary>
    public Results With(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> probes, DateTimeOffset at)
    {
        var all = Probes.ToDictionary(StringComparer.Ordinal);
        var again = new SortedDictionary<string, DateTimeOffset>(Again.ToDictionary(), StringComparer.Ordinal);
        foreach (var (probe, figures) in probes)
        {
            (all[probe], again[probe]) = (figures, at);
        }

        return this with { Probes = all, Again = again };
    }

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Indented) + "\n");

    public static Results Load(string file) => JsonSerializer.Deserialize<Results>(File.ReadAllText(file))!;
}

/// <summary>What it ran on.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime, string Postgres, string Settings, string Store);

/// <summary>A contender at its best number of callers: the block of median rate of all that were measured. Costs are per update.</summary>
/// <param name="Contender">Who.</param>
/// <param name="Callers">How many called at once.</param>
/// <param name="Rates">The rates of all blocks, in order.</param>
/// <param name="Rate">The median of them, per second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="OwnCpu">Microseconds of the contender's process, until all that it had put off was done too.</param>
/// <param name="CallerCpu">Microseconds of the process that called, where that is another one.</param>
/// <param name="PostgresCpu">Microseconds of PostgreSQL's processes.</param>
/// <param name="Allocated">Bytes that the calling process allocated.</param>
/// <param name="Wal">Bytes of write-ahead log.</param>
/// <param name="Stored">Bytes by which the database grew.</param>
/// <param name="After">Seconds until what was put off was done.</param>
/// <param name="Others">Which part of the processors others used meanwhile.</param>
/// <param name="Again">How often callers were told to ask again, and did, in all blocks.</param>
internal sealed record Row(
    string Contender, int Callers, IReadOnlyList<double> Rates, double Rate, double P50, double P99, double OwnCpu, double CallerCpu, double PostgresCpu,
    double Allocated, double Wal, double Stored, double After, double Others, long Again);
