using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Nemesis;

namespace IdentityGrains.Torture.Runs;

/// <summary>Every checker over a run's log and store.</summary>
internal static class Examination
{
    public static async Task<Verdict> Of(
        RunOptions options, History history, ProductUnderTest product, PolicyShelf shelf, IReadOnlyList<Usage> samples, IReadOnlyList<Happened> happened,
        IReadOnlyList<string> skipped, string artifacts)
    {
        var disclosures = new Disclosures(product.Platform?.Requests() ?? [], shelf.Policies, history);
        var stored = await TheStore.Read(product.Store, shelf.Policies, [disclosures], TestContext.Current.CancellationToken);
        List<Violation> violations =
        [
            .. Acknowledgements.Check(history.Operations, stored.Kept), .. Linearizability.Check(history.Operations, stored.Kept),
            .. PolicyCut.Check(history.Operations, stored.Kept, history.Activations), .. stored.Violations,
            .. TimeOrder.Check(history.Operations, stored.Kept, history.Time), .. disclosures.Violations, .. happened.SelectMany(h => h.Bite.Violations),
            .. Limits.Check(samples),
        ];
        var begins = history.Struck.Where(s => s.What == TortureRun.Begins).Select(s => s.At).Append(history.End).ToList();
        var recoveries = happened.SelectMany(h => h.Bite.Outages).Select(o => Recovery.Of(o, history.Operations, begins.First(b => b > o.Begin))).ToList();
        if (violations.Count > 0)
        {
            await File.WriteAllTextAsync(
                Path.Combine(artifacts, "customer.txt"), Telling.Of(Smallest(violations, stored.Kept), history.Operations, stored.Kept));
        }

        var writes = history.Operations.Where(o => o.IsWrite).ToList();
        return new Verdict(
            options.Seed, happened, violations, recoveries,
            [
                $"{writes.Count(o => o.Acknowledged is not null)} of {writes.Count} acts acknowledged, {history.Operations.Count - writes.Count} reads",
                $"{writes.Count(o => o.Kind == ActKind.Withdraw && o.Acknowledged is not null)} withdrawals, {history.Activations.Count} activations",
                .. disclosures.Told, .. happened.SelectMany(h => h.Bite.Facts),
                $"verified: {stored.Report.Customers} customers, {stored.Report.Entries} entries; {stored.Decisions} decisions taken again",
            ],
            skipped);
    }

    private static string Smallest(IEnumerable<Violation> violations, IReadOnlyCollection<Kept> kept) => violations.Select(v => v.Customer).Distinct()
        .MinBy(c => kept.Count(k => k.Customer == c))!;
}
