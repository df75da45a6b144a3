using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Verification;

/// <summary>
/// Recomputes the whole record from what is stored, not only from stored hashes, and names the first place per customer that does not hold. It only reads.
/// </summary>
/// <param name="records">The store.</param>
/// <param name="keys">The customers' keys; null to verify what needs none.</param>
/// <param name="index">The index key; null to leave native keys unverified.</param>
public sealed class StoreVerifier(IStoredRecords records, ICustomerKeys? keys, IndexKey? index)
{
    /// <summary>Verifies every customer, one after the other.</summary>
    public async IAsyncEnumerable<Verdict> Verify([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var customer in records.Customers(ct))
        {
            yield return await Verify(customer, ct);
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

    /// <summary>Verifies one customer.</summary>
    public async Task<Verdict> Verify(CustomerId customer, CancellationToken ct)
    {
        var examination = new Examination(customer, index);
        BrokenPlace? broken = null;
        try
        {
            await using var record = await records.Open(customer, ct);
            await examination.Examine(record, await Key(customer, ct), ct);
        }
        catch (TamperedRecordException e)
        {
            broken = new BrokenPlace(customer, e.Version, e.What);
        }
        catch (InvalidDataException e)
        {
            broken = new BrokenPlace(customer, examination.Entries + 1, e.Message);
        }

        return new Verdict(customer, examination.Entries, examination.Readable, examination.UnfinishedKeys, broken);
    }

    private async ValueTask<CustomerKey?> Key(CustomerId customer, CancellationToken ct)
    {
        try
        {
            return keys is null ? null : await keys.Find(customer, ct);
        }
        catch (InvalidDataException e)
        {
            throw new TamperedRecordException(customer, 0, "customer key: " + e.Message);
        }
    }
}
