using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Tests.Verification;

/// <summary>A store that is written after each batch that was read of it, and before the batch is looked at.</summary>
internal sealed class WrittenMeanwhile(IStoredRecords store, Func<Task> write) : IStoredRecords
{
    public IndexKey? IndexKey => store.IndexKey;

    public IAsyncEnumerable<CustomerRange> Ranges(CancellationToken ct) => store.Ranges(ct);

    public async Task<RecordBatch> Read(CustomerRange range, CancellationToken ct)
    {
        var batch = await store.Read(range, ct);
        await write();
        return batch;
    }

    public ValueTask<CustomerKey?> Open(StoredRecord record, CancellationToken ct) => store.Open(record, ct);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
