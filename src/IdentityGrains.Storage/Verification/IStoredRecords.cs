using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Verification;

/// <summary>A store as the verifier walks it: every row that is evidence, as it lies there.</summary>
public interface IStoredRecords : IAsyncDisposable
{
    /// <summary>The customers' keys, to read only; null when there is no key folder.</summary>
    ICustomerKeys? Keys { get; }

    /// <summary>The index key; null when there is no key folder.</summary>
    IndexKey? IndexKey { get; }

    /// <summary>Every customer of whom any row tells, each once.</summary>
    IAsyncEnumerable<CustomerId> Customers(CancellationToken ct);

    /// <summary>One customer's rows as of one moment, so that a running store can be verified too.</summary>
    Task<IStoredRecord> Open(CustomerId customer, CancellationToken ct);
}

/// <summary>One customer's rows as of one moment. A row that cannot even be read is an <see cref="InvalidDataException"/>.</summary>
public interface IStoredRecord : IAsyncDisposable
{
    /// <summary>The head row; null when there is none.</summary>
    StoredHead? Head { get; }

    /// <summary>The snapshots, fitting or not.</summary>
    IReadOnlyList<StoredSnapshot> Snapshots { get; }

    /// <summary>The native keys that name the customer.</summary>
    IReadOnlyList<StoredNativeKey> NativeKeys { get; }

    /// <summary>The disclosure rows, by platform and number.</summary>
    IReadOnlyList<StoredDisclosure> Disclosures { get; }

    /// <summary>The holding rows.</summary>
    IReadOnlyList<StoredHolding> Holdings { get; }

    /// <summary>The entries, in order of their versions.</summary>
    IAsyncEnumerable<StoredEntry> Entries(CancellationToken ct);
}

/// <summary>A head row.</summary>
public sealed record StoredHead(int Slot, Head Head, long Fence, long Epoch);

/// <summary>A native key's row: whose key, and its keyed hash.</summary>
public sealed record StoredNativeKey(SourceName Source, ReadOnlyMemory<byte> Hash);

/// <summary>A disclosure row.</summary>
public sealed record StoredDisclosure(PlatformName Platform, long Number, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Bytes, string DeliveryId);

/// <summary>A holding row.</summary>
public sealed record StoredHolding(PlatformName Platform, long Number, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Bytes);
