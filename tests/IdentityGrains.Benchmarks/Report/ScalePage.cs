using System.Text;

namespace IdentityGrains.Benchmarks.Report;

/// <summary>docs/scale.md: what a large deployment needs, computed from what one update and one customer cost here.</summary>
internal static class ScalePage
{
    private const double Customers = 100e6;
    private const double Updates = 50_000;
    private const double Platforms = 5;
    private const double ActiveShare = 0.01;
    private const double Headroom = 0.6;
    private const double EntriesPerCustomer = 20;
    private const double SecondsPerDay = 86_400;
    private const double Million = 1e6;
    private const double GiB = 1024 * 1024 * 1024;
    private const double TiB = 1024 * GiB;

    // Which part of the day's peak rate a day's mean is.
    private const double MeanOfPeak = 0.3;

    public static string Write(Results results)
    {
        var page = new StringBuilder();
        page.Append("""
            # Scale

            What 100 million customers and 50,000 updates per second at the peak need, computed from unit costs. Nothing of that size was run: each line is a
            unit cost that was measured on a small machine, times a number. This page is written by the run that writes [benchmarks.md](benchmarks.md), from
            the same results.


            """);
        if (results.Of("ours") is not { } ours)
        {
            return page.Append("Ours was not measured.\n").ToString();
        }

        var entry = ours.Stored;
        var silo = Updates * ours.OwnCpu / Million;
        var postgres = Updates * ours.PostgresCpu / Million;
        Line(page, $"Measured {results.At:yyyy-MM-dd} on {results.Machine.Processor}, {results.Machine.Cores} cores{(results.Quick ? ", in a quick run" : "")}.");
        Line(page, "Processors are planned at 60 % of their time.\n");
        Line(page, "| what | formula | need |\n| --- | --- | ---: |");
        Line(page, $"| silos' cores for updates | 50,000/s × {ours.OwnCpu:N0} µs / 60 % | {silo / Headroom:N0} |");
        Line(page, $"| PostgreSQL's cores for updates | 50,000/s × {ours.PostgresCpu:N0} µs / 60 % | {postgres / Headroom:N0} |");
        if (results.Figure("drain", "processor µs per delivery, platforms' included") is { } delivery)
        {
            Line(page, $"| cores for deliveries | 50,000/s × 5 platforms × {delivery:N0} µs / 60 %, the simulators' work included | {Updates * Platforms * delivery / Million / Headroom:N0} |");
        }

        if (results.Figure("memory", "bytes per customer") is { } memory)
        {
            Line(page, $"| silos' memory | 1 % of the customers active × {memory / 1024:N1} KiB | {Customers * ActiveShare * memory / GiB:N0} GiB |");
        }

        Line(page, $"| write-ahead log at the peak | 50,000/s × {ours.Wal:N0} bytes | {Updates * ours.Wal / Million:N0} MB/s |");
        Line(page, $"| the record at the start | 100,000,000 × 20 entries × {entry:N0} bytes | {Customers * EntriesPerCustomer * entry / TiB:N1} TiB |");
        Line(page, $"| its growth | 50,000/s × 30 % of the peak as a day's mean × 86,400 s × {entry:N0} bytes | {Updates * MeanOfPeak * SecondsPerDay * entry / TiB:N2} TiB a day |");
        Line(page, $"\n{Bottleneck(postgres / Headroom, Updates * ours.Wal / Million)}");
        return page.ToString();
    }

    private static string Bottleneck(double postgresCores, double wal) => $"""
        ## Where it first gets tight

        Silos are independent of each other and are added as they are needed. The database is one: {postgresCores:N0} cores and {wal:N0} MB/s of write-ahead
        log on one server. Every key begins with the customer or its slot, so the tables can be spread over several servers by slot; the one row that all
        commits share is the policy's epoch, which is read `FOR SHARE` and written when a policy is put in force. What is computed here says nothing of
        what a larger machine adds or takes: memory bandwidth, contention for the log's insertion locks, the network between silos and database, and
        replicas that must keep up with the log are not in it.

        """;

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
