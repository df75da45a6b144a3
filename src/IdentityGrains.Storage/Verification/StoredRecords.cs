using System.Runtime.CompilerServices;

namespace IdentityGrains.Storage.Verification;

/// <summary>A store's records one by one.</summary>
public static class StoredRecords
{
    /// <summary>Every customer of a store, in order, for who looks at each by himself.</summary>
    public static async IAsyncEnumerable<StoredRecord> All(this IStoredRecords records, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var range in records.Ranges(ct))
        {
            await foreach (var record in records.All(range, ct))
            {
                yield return record;
            }
        }
    }

    /// <summary>Every customer of a range, in order, batch after batch.</summary>
    public static async IAsyncEnumerable<StoredRecord> All(
        this IStoredRecords records, CustomerRange range, [EnumeratorCancellation] CancellationToken ct)
    {
        for (CustomerRange? left = range; left is { } some;)
        {
            var batch = await records.Read(some, ct);
            foreach (var record in batch.Records)
            {
                yield return record;
            }

            left = batch.Rest;
        }
    }
}
