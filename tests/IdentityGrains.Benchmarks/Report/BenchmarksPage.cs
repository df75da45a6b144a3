using System.Text;

namespace IdentityGrains.Benchmarks.Report;

/// <summary>The part of docs/benchmarks.md that a run writes.</summary>
internal static class BenchmarksPage
{
    /// <summary>Where that part begins.</summary>
    public const string Begin = "<!-- From here on the page is written by a run of the report. -->";

    private const double KiB = 1024;

    public static string Write(Results results)
    {
        var page = new StringBuilder();
        Line(page, $"{Begin}\n\n## The product and its peers: durable updates\n");
        About(page, results);
        Line(page, "### Numbers to reach\n\n| question | seen | floor | | aim | |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var t in Target.Of(results))
        {
            Line(page, $"| {t.Question} | {t.Seen} | {t.Floor} | {Target.Verdict(t.FloorMet)} | {t.Aim} | {Target.Verdict(t.AimMet)} |");
        }

        Line(page, "\n### Rates\n\n| contender | per second | against CRUD | callers | p50 ms | p99 ms | blocks: least to most | asked again |");
        Line(page, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        Each(results, (title, r) => Line(
            page, $"| {title} | {r.Rate:N0} | {Against(results, r)} | {r.Callers} | {r.P50:N2} | {r.P99:N2} | {r.Rates.Min():N0} to {r.Rates.Max():N0} | {r.Again} |"));
        Line(page, "\n### What one update costs\n");
        Line(page, "| contender | its processor, µs | its callers', µs | PostgreSQL's, µs | KiB allocated | WAL, bytes | database, bytes | put off, s | others' share |");
        Line(page, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        Each(results, (title, r) => Line(
            page,
            $"| {title} | {r.OwnCpu:N1} | {r.CallerCpu:N1} | {r.PostgresCpu:N1} | {r.Allocated / KiB:N1} | {r.Wal:N0} | {r.Stored:N0} | {r.After:N1} | {r.Others:P0} |"));
        Line(page, "\n### Further figures\n\n| of | figure | |\n| --- | --- | ---: |");
        foreach (var (probe, name, figure) in results.Probes.SelectMany(p => p.Value.Select(f => (p.Key, f.Key, f.Value))))
        {
            Line(page, $"| {probe} | {name} | {figure:#,0.##} |");
        }

        foreach (var (probe, at) in results.Again)
        {
            Line(page, $"\n`{probe}` was taken again, alone, {at:yyyy-MM-dd HH:mm} UTC.");
        }

        Line(page, "\n### Who does what\n\n| contender | does |\n| --- | --- |");
        foreach (var (_, title, does) in Contestants.All)
        {
            Line(page, $"| {title} | {does} |");
        }

        return page.ToString();
    }

    private static void About(StringBuilder page, Results results)
    {
        var (m, effort) = (results.Machine, new Effort(results.Quick));
        var run = results.Quick ? "quick run, for orientation" : "full run";
        var command = "dotnet run -c Release --project tests/IdentityGrains.Benchmarks -- report" + (results.Quick ? " --quick" : "");
        Line(page, $"```sh\n{command}\n```\n");
        Line(page, $"{results.At:yyyy-MM-dd HH:mm} UTC, {run}. {m.Processor}, {m.Cores} cores, {m.MemoryGiB:N0} GiB, {m.System}, {m.Runtime}, PostgreSQL {m.Postgres}");
        Line(page, $"on the same machine with {m.Settings}; `fsync`, `full_page_writes` and `synchronous_commit` on. Our store: {m.Store}.\n");
        Line(page, $"Each contender has its own process and database and {effort.Customers:N0} customers of 16 fields; an update changes one field of one of");
        Line(page, $"them, drawn evenly. Each looked for its best number of callers first; then all were measured in turn, {effort.Rounds} blocks of");
        Line(page, $"{effort.BlockSeconds:N0} s each, and the median block is shown. Ratios are within one run and never between runs. Costs are counted until nothing was");
        Line(page, "left to do, so what is put off (planning, an autovacuum) is in them. \"Others' share\" is what programs besides these took");
        Line(page, "meanwhile: where it is large, only the ratios mean anything.\n");
    }

    private static void Each(Results results, Action<string, Row> write)
    {
        foreach (var (name, title, _) in Contestants.All)
        {
            if (results.Of(name) is { } row)
            {
                write(title, row);
            }
        }
    }

    // Only what updates is compared with what updates.
    private static string Against(Results results, Row row) =>
        results.Of("crud") is { } crud && row.Contender is not ("call" or "call-tcp" or "ours-reads" or "ours-hot")
        ? $"{row.Rate / crud.Rate:N1} ×"
        : "";

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
