using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace IdentityGrains.Benchmarks.Report;

/// <summary>
/// <c>report</c>: measures ours against its peers and writes the pages. <c>--quick</c> is for orientation, <c>--only a,b</c> measures some and writes no page,
/// <c>--without a,b</c> leaves some out, <c>--again a,b</c> takes probes again and writes them into the last report, <c>--store Sqlite</c> takes the embedded
/// store, <c>--pages</c> only writes the pages again.
/// </summary>
internal static class ReportCommand
{
    private const double KiBPerGiB = 1024 * 1024;

    public static async Task Run(string[] args)
    {
        var docs = Path.Combine(Root(), "docs");
        var file = Path.Combine(docs, "benchmarks.json");
        if (args.Contains("--pages"))
        {
            Pages(docs, Results.Load(file));
            return;
        }

        var again = After(args, "--again")?.Split(',');
        var only = again ?? After(args, "--only")?.Split(',');
        var without = After(args, "--without")?.Split(',') ?? [];
        var effort = new Effort(args.Contains("--quick"));
        var store = After(args, "--store") ?? "Postgres";
        var watch = Stopwatch.StartNew();
        await using var arena = await Arena.Open();
        var programme = new Programme(
            arena, effort, store, name => only?.Contains(name) ?? !without.Contains(name), said => Console.WriteLine($"{watch.Elapsed:hh\\:mm\\:ss} {said}"));
        var (rows, probes) = await programme.Run();
        var results = new Results(TimeProvider.System.GetUtcNow(), effort.Quick, await MachineOf(arena, store), rows, probes);
        if (again is not null)
        {
            results = Results.Load(file).With(probes, results.At);
        }

        if (only is null || again is not null)
        {
            results.Save(file);
            Pages(docs, results);
        }
        else
        {
            // A part of the truth is no report.
            Console.WriteLine(BenchmarksPage.Write(results));
        }
    }

    private static void Pages(string docs, Results results)
    {
        // What stands before the mark is written by hand: the figures of the pure law.
        var page = Path.Combine(docs, "benchmarks.md");
        var text = File.ReadAllText(page);
        var cut = text.IndexOf(BenchmarksPage.Begin, StringComparison.Ordinal);
        File.WriteAllText(page, (cut < 0 ? text.TrimEnd() + "\n\n" : text[..cut]) + BenchmarksPage.Write(results));
        File.WriteAllText(Path.Combine(docs, "scale.md"), ScalePage.Write(results));
    }

    private static async Task<Machine> MachineOf(Arena arena, string store)
    {
        var processor = File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        var memory = File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var settings = string.Join(", ", Arena.Settings.Select(s => $"{s.Key}={s.Value}"));
        return new Machine(
            processor, Environment.ProcessorCount, double.Parse(memory, CultureInfo.InvariantCulture) / KiBPerGiB, RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription, await arena.Version(), settings, store);
    }

    private static string? After(string[] args, string option) => args.SkipWhile(a => a != option).Skip(1).FirstOrDefault();

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IdentityGrains.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No IdentityGrains.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }
}
