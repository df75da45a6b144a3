namespace IdentityGrains.Benchmarks.Report;

/// <summary>A number to reach: what was seen, and whether it is enough.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Seen">What was seen, in words.</param>
/// <param name="Floor">What must be, in words.</param>
/// <param name="Aim">What should be, in words.</param>
/// <param name="FloorMet">Whether it is; null when it was not measured.</param>
/// <param name="AimMet">Whether it is; null when it was not measured.</param>
internal sealed record Target(string Question, string Seen, string Floor, string Aim, bool? FloorMet, bool? AimMet)
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Target> Of(Results r)
    {
        var (ours, crud, commit) = (r.Of("ours")?.Rate, r.Of("crud")?.Rate, r.Of("commit")?.Rate);
        yield return new Target(
            "durable governed updates, in-silo", $"{Rate(ours)}; {Times(ours / crud)} row-locking CRUD; {Part(ours / commit)} of the statement alone",
            "5 × CRUD and 10,000/s", "10 × CRUD; half of the statement alone",
            Both(AtLeast(ours / crud, 5), AtLeast(ours, 10_000)), Both(AtLeast(ours / crud, 10), AtLeast(ours / commit, 0.5)));
        foreach (var (name, through, floor, aim) in new[] { ("ours-tcp", "Orleans client over TCP", 0.6, 0.8), ("ours-http", "HTTP", 0.35, 0.5) })
        {
            var part = r.Of(name)?.Rate / ours;
            yield return new Target(
                "the same through " + through, $"{Rate(r.Of(name)?.Rate)}; {Part(part)} of in-silo", Part(floor), Part(aim),
                AtLeast(part, floor), AtLeast(part, aim));
        }

        yield return Least("one hot customer", r.Of("ours-hot")?.Rate, 2_000, 10_000);
        var (reads, call) = (r.Of("ours-reads")?.Rate, r.Of("call")?.Rate);
        yield return new Target(
            "read of a customer in memory, in-silo", $"{Rate(reads)}; {Part(reads / call)} of the bare call", "100,000/s", "the bare grain call",
            AtLeast(reads, 100_000), AtLeast(reads / call, 1));
        var more = r.Figure("history", "processor at 10000") / r.Figure("history", "processor at 10") - 1;
        yield return new Target(
            "processor time per update at history 10,000 against 10", more is null ? "-" : $"{more:+0%;-0%}", "+10 %", "flat (+3 %)",
            AtMost(more, 0.10), AtMost(more, 0.03));
        var touch = r.Figure("first-touch", "p50 ms");
        yield return new Target(
            "first touch of an inactive customer, p50", Ms(touch) + $"; one round trip is {Ms(r.Figure("first-touch", "round trip ms"))}",
            "3 ms", "one round trip",
            AtMost(touch, 3), AtMost(touch / r.Figure("first-touch", "round trip ms"), 1));
        var memory = r.Figure("memory", "bytes per customer") / 1024;
        yield return new Target(
            "memory per idle active customer of 16 fields", memory is null ? "-" : $"{memory:N1} KiB", "24 KiB", "8 KiB",
            AtMost(memory, 24), AtMost(memory, 8));
        var acknowledged = r.Figure("acknowledged", "p99 ms");
        yield return new Target(
            "accept to acknowledged, unloaded, p99", Ms(acknowledged), "250 ms", "50 ms", AtMost(acknowledged, 250), AtMost(acknowledged, 50));
        yield return Least("deliveries drained, 5 platforms one by one", r.Figure("drain", "deliveries/s"), 2_000, 10_000);
        yield return Least("a backlog drained, 5 platforms by batches", r.Figure("backlog", "deliveries/s, all five"), 2_000, 10_000);
        var kept = r.Figure("backlog", "share that the four keep");
        yield return new Target(
            "what four platforms keep of their rate while the fifth never answers", Part(kept), "90 %", "100 %", AtLeast(kept, 0.9), AtLeast(kept, 1));
        foreach (var (of, how) in from of in new[] { "1", "10", "1000" } from how in new[] { "with keys", "without keys" } select (of, how))
        {
            yield return Least(
                $"journal verified {how}, customers of {of}, entries per second and core",
                r.Figure("verification-" + of, "entries/s and core, " + how), 150_000, 500_000);
        }
    }

    public static string Verdict(bool? met) => met switch { true => "met", false => "**missed**", null => "not measured" };

    private static Target Least(string question, double? seen, double floor, double aim) =>
        new(question, Rate(seen), $"{floor:N0}/s", $"{aim:N0}/s", AtLeast(seen, floor), AtLeast(seen, aim));

    private static bool? AtLeast(double? seen, double least) => seen is null ? null : seen >= least;

    private static bool? AtMost(double? seen, double most) => seen is null ? null : seen <= most;

    // Missed when either is, and not measured when either could still be missed.
    private static bool? Both(bool? first, bool? second) => first & second;

    private static string Rate(double? rate) => rate is null ? "-" : $"{rate:N0}/s";

    private static string Times(double? ratio) => ratio is null ? "- ×" : $"{ratio:N1} ×";

    private static string Part(double? part) => part is null ? "-" : $"{part * 100:N0} %";

    private static string Ms(double? ms) => ms is null ? "-" : $"{ms:N2} ms";
}
