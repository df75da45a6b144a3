using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Verification;

/// <summary>
/// Recomputes the whole record from what is stored, not only from stored hashes, and names the first place per customer that does not hold. It only reads.
/// Without the store's key folder it verifies what needs no key.
/// </summary>
/// <param name="records">The store.</param>
public sealed class StoreVerifier(IStoredRecords records)
{
    /// <summary>Ranges of customers under examination at once. Default: one for each processor.</summary>
    public int AtOnce { get; init; } = Environment.ProcessorCount;

    /// <summary>Verifies every customer, and says what was found of them in order.</summary>
    public async IAsyncEnumerable<Verdict> Verify([EnumeratorCancellation] CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = new Queue<Task<List<Verdict>>>();
        try
        {
            await foreach (var range in records.Ranges(ct))
            {
                running.Enqueue(Task.Run(() => Verify(range, ending.Token), ending.Token));
                if (running.Count >= AtOnce)
                {
                    foreach (var verdict in await running.Dequeue())
                    {
                        yield return verdict;
                    }
                }
            }

            while (running.TryDequeue(out var range))
            {
                foreach (var verdict in await range)
                {
                    yield return verdict;
                }
            }
        }
        finally
        {
            // Whoever stops listening, or was told of a fault, is not left with work behind him.
            await ending.CancelAsync();
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Verifies everything and sums it up; <paramref name="progress"/> hears of it after each customer.</summary>
    public async Task<VerificationReport> Run(Action<VerificationReport>? progress, CancellationToken ct)
    {
        var report = VerificationReport.Empty;
        await foreach (var verdict in Verify(ct))
        {
            report = report.With(verdict);
            progress?.Invoke(report);
        }

        return report;
    }

    private async Task<List<Verdict>> Verify(CustomerRange range, CancellationToken ct)
    {
        var verdicts = new List<Verdict>();
        await foreach (var record in records.All(range, ct))
        {
            verdicts.Add(await Verify(record, ct));
        }

        return verdicts;
    }

    private async ValueTask<Verdict> Verify(StoredRecord record, CancellationToken ct)
    {
        var examination = new Examination(record.Customer, records.IndexKey);
        BrokenPlace? broken = null;
        try
        {
            record.RequireReadable();
            await examination.Examine(record, await Key(record, ct), ct);
        }
        catch (TamperedRecordException e)
        {
            broken = new BrokenPlace(record.Customer, e.Version, e.What);
        }
        catch (InvalidDataException e)
        {
            broken = new BrokenPlace(record.Customer, examination.Entries + 1, e.Message);
        }

        return new Verdict(record.Customer, examination.Entries, examination.Readable, examination.UnfinishedKeys, broken);
    }

    private async ValueTask<CustomerKey?> Key(StoredRecord record, CancellationToken ct)
    {
        try
        {
            return await records.Open(record, ct);
        }
        catch (InvalidDataException e)
        {
            throw new TamperedRecordException(record.Customer, 0, "customer key: " + e.Message);
        }
    }
}
