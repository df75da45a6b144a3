namespace IdentityGrains.Benchmarks.Report;

/// <summary>
/// Measures contenders against each other: each warms up and looks for its best number of callers, then all are measured in turn, block by block, so that
/// what the machine does meanwhile strikes all alike.
/// </summary>
internal static class Contest
{
    private const double Microseconds = 1e6;

    public static async Task<IReadOnlyList<Row>> Run(Arena arena, IReadOnlyList<Entrant> entrants, Effort effort, Action<string> tell)
    {
        var best = new int[entrants.Count];
        for (var i = 0; i < entrants.Count; i++)
        {
            best[i] = await Best(arena, entrants[i], effort, tell);
        }

        var samples = entrants.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round < effort.Rounds; round++)
        {
            for (var i = 0; i < entrants.Count; i++)
            {
                var sample = await entrants[i].Measure(arena, best[i], effort.BlockSeconds);
                samples[i].Add(sample);
                tell($"{entrants[i].Name}: {sample.Block.Rate:N0}/s with {best[i]} callers, p99 {sample.Block.P99:N1} ms, others {sample.Others:P0}");
            }
        }

        return [.. entrants.Select((e, i) => RowOf(e.Name, samples[i]))];
    }

    private static async Task<int> Best(Arena arena, Entrant entrant, Effort effort, Action<string> tell)
    {
        // The first block warms up: it is where code is compiled and statements are prepared.
        await entrant.Measure(arena, entrant.Candidates[entrant.Candidates.Count / 2], effort.WarmSeconds);
        var (best, rate) = (entrant.Candidates[0], 0.0);
        foreach (var callers in entrant.Candidates)
        {
            var sample = await entrant.Measure(arena, callers, effort.SearchSeconds);
            if (sample.Block.Rate > rate)
            {
                (best, rate) = (callers, sample.Block.Rate);
            }
        }

        tell($"{entrant.Name}: best with {best} callers");
        return best;
    }

    private static Row RowOf(string name, List<Sample> samples)
    {
        var median = samples.OrderBy(s => s.Block.Rate).ElementAt(samples.Count / 2);
        var block = median.Block;

        // Costs are of all blocks together: the database's own housekeeping falls now on this one and now on that one.
        double Each(Func<Sample, double> of) => samples.Sum(of) / samples.Sum(s => s.Block.Count);
        return new Row(
            name, block.Callers, [.. samples.Select(s => Math.Round(s.Block.Rate, 1))], block.Rate, block.P50, block.P99,
            Each(s => s.Cost.Called * Microseconds), Each(s => s.Cost.Caller * Microseconds), Each(s => s.Cost.Postgres * Microseconds),
            Each(s => s.Block.Allocated), Each(s => s.Cost.Wal), Each(s => s.Cost.Stored), median.After, samples.Average(s => s.Others),
            samples.Sum(s => s.Block.Again));
    }
}

/// <summary>How long everything is looked at.</summary>
/// <param name="Quick">Whether figures are for orientation only.</param>
internal sealed record Effort(bool Quick)
{
    public int Customers => Quick ? 2_000 : 10_000;

    public int Rounds => Quick ? 3 : 7;

    public double BlockSeconds => Quick ? 2 : 5;

    public double WarmSeconds => Quick ? 2 : 6;

    public double SearchSeconds => Quick ? 1 : 2;

    /// <summary>Multiplies how much a probe does.</summary>
    public int Scale => Quick ? 1 : 5;
}
