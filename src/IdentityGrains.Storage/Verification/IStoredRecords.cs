using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Verification;

/// <summary>A store as the verifier walks it: every row that is evidence, as it lies there. Ranges may be read at the same time.</summary>
public interface IStoredRecords : IAsyncDisposable
{
    /// <summary>The index key; null when there is no key folder.</summary>
    IndexKey? IndexKey { get; }

    /// <summary>Parts all customers into ranges of about <see cref="RecordBatch.Rows"/> rows of any one table, in order, without a gap.</summary>
    IAsyncEnumerable<CustomerRange> Ranges(CancellationToken ct);

    /// <summary>
    /// Every customer of a range of whom any row tells, in order, their rows as of one moment, so that a running store can be verified too. When that is more
    /// than a batch holds, it ends early and says what is left.
    /// </summary>
    Task<RecordBatch> Read(CustomerRange range, CancellationToken ct);

    /// <summary>The customer's key; null when it is gone or there is no key folder. One that does not open is an <see cref="InvalidDataException"/>.</summary>
    ValueTask<CustomerKey?> Open(StoredRecord record, CancellationToken ct);
}

/// <summary>Customers whose rows were read together.</summary>
/// <param name="Records">The customers, in order.</param>
/// <param name="Rest">What of the range is still to be read; null when nothing is.</param>
public sealed record RecordBatch(IReadOnlyList<StoredRecord> Records, CustomerRange? Rest)
{
    /// <summary>Rows of one table that a range is meant to have. Twice as many entries are taken at most, for those that came since it was parted.</summary>
    public const int Rows = 2048;

    /// <summary>Bytes of headers and bodies after which a batch takes no further entry: 8 MiB.</summary>
    public const int Bytes = 8 << 20;
}

/// <summary>A head row.</summary>
public sealed record StoredHead(int Slot, Head Head, long Fence, long Epoch);

/// <summary>A native key's row: whose key, and its keyed hash.</summary>
public sealed record StoredNativeKey(SourceName Source, ReadOnlyMemory<byte> Hash);

/// <summary>A disclosure row.</summary>
public sealed record StoredDisclosure(PlatformName Platform, long Number, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Bytes, string DeliveryId);

/// <summary>A holding row.</summary>
public sealed record StoredHolding(PlatformName Platform, long Number, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Bytes);
