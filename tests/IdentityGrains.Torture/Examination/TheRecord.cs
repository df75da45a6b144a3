using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Verification;
using IdentityGrains.Torture.Import;

namespace IdentityGrains.Torture.Examination;

/// <summary>What was acknowledged is in the record: each act once, none lost, no version without an act.</summary>
internal static class TheRecord
{
    private const string NotFenced = "\"fencedAt\":null}";
    private const int Page = 500;
    private const string Ourselves = "nhi:identity-grains";

    public static async Task HoldsEveryReceipt(Callers callers, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        foreach (var receipts in acknowledged.GroupBy(a => a.Customer))
        {
            var entries = await Journal(callers, receipts.Key);
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(v => (long)v), entries.Select(e => e.GetProperty("version").GetInt64()));
            var hashes = entries.ToDictionary(e => e.GetProperty("version").GetInt64(), e => e.GetProperty("hash").GetString());
            Assert.All(receipts, r => Assert.Equal(hashes[r.Version], r.EntryHash));

            // As many entries of callers as receipts, and no two receipts of one entry: no act took effect twice, and none that was not told.
            Assert.Equal(receipts.Count(), receipts.Select(r => r.Version).Distinct().Count());
            Assert.Equal(receipts.Count(), entries.Count(e => e.GetProperty("principal").GetString() != Ourselves));
        }
    }

    /// <summary>Asks everything once more; each must be known, and told as it was the first time.</summary>
    public static Task KnowsEveryOperation(Callers callers, IReadOnlyCollection<Acknowledged> acknowledged) => Parallel.ForEachAsync(
        acknowledged, new ParallelOptions { MaxDegreeOfParallelism = Importer.InFlight, CancellationToken = TestContext.Current.CancellationToken },
        async (first, _) =>
        {
            var again = await callers.Ask(first.Act, first.Customer);
            Assert.True(again.Replayed, $"{first.Act.Kind} {first.Act.Operation} took effect again: {again.Status}");

            // A fence that was not confirmed in time is the one thing that is learnt afterwards.
            var known = first.Receipt.EndsWith(NotFenced, StringComparison.Ordinal) ? first.Receipt[..^NotFenced.Length] : first.Receipt;
            Assert.StartsWith(known, again.Text, StringComparison.Ordinal);
        });

    /// <summary>Recomputes all of it from the files that the stopped product left.</summary>
    public static async Task<VerificationReport> Verifies(string dataFolder)
    {
        await using var records = SqliteRecords.Open(new SqliteStoreOptions { Folder = dataFolder });
        var report = await new StoreVerifier(records).Run(null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Broken);
        Assert.Equal(0, report.Unreadable);
        return report;
    }

    private static async Task<List<JsonElement>> Journal(Callers callers, string customer)
    {
        var entries = new List<JsonElement>();
        while (true)
        {
            var page = await callers.Read("commerce", $"/v1/customers/{customer}/journal?from={entries.Count + 1}&limit={Page}");
            entries.AddRange(page.GetProperty("entries").EnumerateArray());
            if (entries.Count >= page.GetProperty("head").GetInt64())
            {
                return entries;
            }
        }
    }
}
