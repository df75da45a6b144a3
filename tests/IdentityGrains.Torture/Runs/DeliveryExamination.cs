using IdentityGrains.Domain.Policies;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Nemesis;

namespace IdentityGrains.Torture.Runs;

/// <summary>Every checker over a run about deliveries: those of any run, and C-6 and C-7 over the platforms' own logs.</summary>
internal static class DeliveryExamination
{
    private const int Told = 10;
    private const string LateWord = "late_send";

    public static async Task<Verdict> Of(
        DeliveryOptions options, ProductUnderTest product, History history, PolicyShelf shelf, Peace peace, Strikes strikes, IReadOnlyList<Usage> samples,
        IReadOnlyList<Standstill> stood, IReadOnlyList<string> facts, string artifacts, CancellationToken ct)
    {
        var platforms = product.Tortured!;
        var book = new PermittedBook([.. platforms.All.Select(p => p.Name)], shelf.Policies);
        var stored = await TheStore.Read(product.Store, shelf.Policies, [book], ct);
        ToldCopy[] copies = [.. platforms.All.SelectMany(p => p.Seen.SelectMany(s => s.Copies(p.Name)))];
        LookedAt[] looks = [.. platforms.All.SelectMany(p => p.Seen.SelectMany(s => s.Looks(p.Name)))];
        var late = Late(stored, book).ToArray();
        var fences = history.Fences.Where(f => book.Numbers.ContainsKey(f.Customer)).ToLookup(f => book.Numbers[f.Customer]);
        var order = new CopyOrder(book, fences, stood, late);
        var acks = new AckRecords(platforms.All.ToDictionary(p => p.Name, p => p.Spec.Dialect.Proof, StringComparer.Ordinal), copies, looks);
        foreach (var ((customer, platform), log) in stored.Disclosed.Where(d => book.Numbers.ContainsKey(d.Key.Customer)))
        {
            acks.Follow(platform, book.Numbers[customer], log);
        }

        var alone = strikes.Happened.Select(h => h.Bite.Sickness).OfType<Sickness>().Select(s => Alone.Of(s, book, copies)).ToArray();
        var end = new EndState(book, peace.Exceptions, peace.At);
        var rates = platforms.All.Where(p => p.Spec.Limit is not null).ToDictionary(p => p.Name, p => Rates.Check(
            p.Name, p.Seen.Select(s => s.ArrivedAt), p.Spec.Limit!.Value.Requests, p.Spec.Limit.Value.Per));
        List<Violation> violations =
        [
            .. Acknowledgements.Check(history.Operations, stored.Kept), .. Linearizability.Check(history.Operations, stored.Kept), .. stored.Violations,
            .. TimeOrder.Check(history.Operations, stored.Kept, history.Time), .. Limits.Check(samples), .. strikes.Happened.SelectMany(h => h.Bite.Violations),
            .. order.Check(copies), .. acks.Violations, .. rates.Values.SelectMany(r => r.Violations),
            .. alone.SelectMany(a => a.Violations),
            .. platforms.All.SelectMany(p => end.Check(p.Name, Paths(shelf.First, p.Name), peace.Shelves[p.Name].GetValueOrDefault)),
            .. peace.Left.Select(l => new Violation(CopyOrder.Name, "everybody", $"not converged within {options.Convergence.TotalSeconds:0} s: {l}")),
        ];
        var file = Path.Combine(artifacts, "copies.txt");
        foreach (var number in violations.Select(v => v.Customer).Where(book.Numbers.Values.Contains).Distinct().Take(Told))
        {
            var customer = book.Numbers.First(n => n.Value == number).Key;
            await File.AppendAllLinesAsync(file, platforms.All.Select(p => CopyTelling.Of(
                p.Name, number, book, copies, looks, fences[number], stored.Disclosed.GetValueOrDefault((customer, p.Name)) ?? [])), ct);
        }

        var begins = history.Struck.Where(s => s.What == TortureRun.Begins).Select(s => s.At).Append(history.End).ToList();
        var outages = strikes.Happened.SelectMany(h => h.Bite.Outages);
        return new Verdict(
            options.Seed, strikes.Happened, violations, [.. outages.Select(o => Recovery.Of(o, history.Operations, begins.First(b => b > o.Begin)))],
            [
                .. facts,
                $"C-6: {copies.Length} attempts in {platforms.All.Sum(p => p.Seen.Count)} requests, {order.Values} values; "
                    + $"{fences.Sum(f => f.Count())} withdrawals fenced; late sends: {late.Length} confessed, {order.ConfessedLate} with what was forbidden",
                $"C-6: in the end {end.Equal} fields as permitted, {end.Excepted} under one of {peace.Exceptions.Count} open exceptions",
                $"C-7: {acks.Records} records against {copies.Length} attempts and {looks.Length} looks; certainly without effect: {acks.WithoutEffect}",
                .. platforms.All.Select(p =>
                    $"{p.Name}: {p.Seen.Count} requests, {p.Seen.Sum(s => s.Told.Count)} told, {p.Seen.Sum(s => s.Looked.Count)} looked at"),
                .. rates.Select(r => $"{r.Key}: at most {r.Value.Most} requests within its time; it takes {platforms[r.Key].Spec.Limit!.Value.Requests}"),
                .. alone.Select(a => a.Told), .. strikes.Happened.SelectMany(h => h.Bite.Facts),
                $"the harness stood still {stood.Count} times, {stood.Sum(s => (s.Until - s.From).TotalSeconds):0.0} s in all",
                $"memory at most {samples.Max(s => s.Memory) >> 20} MiB in any host",
                $"verified: {stored.Report.Customers} customers, {stored.Report.Entries} entries; {stored.Decisions} decisions taken again",
            ],
            strikes.Skipped)
        {
            Attempts = copies.Length, Withdrawals = fences.Sum(f => f.Count()),
        };
    }

    private static string[] Paths(Policy policy, string platform)
    {
        var known = policy.Platforms[new PlatformName(platform)];
        return [.. known.Fields.Where(f => f.Field != known.KeyField).Select(f => f.To)];
    }

    // The attempt that a host says began after its permit was over: from its record to its answer.
    private static IEnumerable<LateSend> Late(TheStore stored, PermittedBook book)
    {
        foreach (var ((customer, platform), log) in stored.Disclosed.Where(d => book.Numbers.ContainsKey(d.Key.Customer)))
        {
            foreach (var (place, answered) in log.Index().Where(e => e.Item is DisclosureEvent.AttemptAnswered { Outcome: [LateWord, ..] }))
            {
                var started = log.Take(place).Last(e => e is DisclosureEvent.AttemptStarted && e.DeliveryId == answered.DeliveryId);
                yield return new LateSend(platform, book.Numbers[customer], started.At, answered.At);
            }
        }
    }
}
