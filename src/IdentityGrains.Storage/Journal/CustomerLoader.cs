using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Journal;

/// <summary>Rebuilds a customer from the record and checks the chain on the way.</summary>
public sealed class CustomerLoader(IJournal journal, ICustomerKeys keys)
{
    /// <summary>
    /// The customer as the record tells it; null when nothing is recorded. Throws <see cref="TamperedRecordException"/> when the record does not hold
    /// together, and <see cref="KeyMissingException"/> when it cannot be read any more.
    /// </summary>
    public async Task<LoadedCustomer?> Load(CustomerId customer, CancellationToken ct)
    {
        // Side by side: whoever waits for a customer's first touch waits for one round trip.
        var (loading, finding) = (journal.Load(customer, ct), keys.Find(customer, ct).AsTask());
        await Task.WhenAll(loading, finding);
        if (await loading is not { } stored)
        {
            return null;
        }

        var key = await finding ?? throw new KeyMissingException(customer);
        var start = Begin(customer, stored.Snapshot, key);
        var tail = start.Chain.Version == (stored.Snapshot?.Version ?? 0) ? stored.Tail : await journal.Read(customer, 1, int.MaxValue, ct);

        // What another commit added since the head was read belongs to the next load.
        var (state, chain) = Follow(start, tail.TakeWhile(e => e.Version <= stored.Head.Version), key);
        chain.RequireHead(stored.Head);
        return new LoadedCustomer(state, stored.Head, stored.Fence, stored.Epoch, key, chain.RecordedAt);
    }

    /// <summary>The customer as of a version; null when there is no such version. Throws as <see cref="Load"/> does.</summary>
    public async Task<PastCustomer?> LoadAt(CustomerId customer, long version, CustomerKey key, CancellationToken ct)
    {
        if (await journal.LoadAt(customer, version, ct) is not { } stored)
        {
            return null;
        }

        var start = Begin(customer, stored.Snapshot, key);
        var entries = start.Chain.Version == (stored.Snapshot?.Version ?? 0) ? stored.Entries : await journal.Read(customer, 1, checked((int)version), ct);
        var (state, chain) = Follow(start, entries, key);
        return chain.Version == version
            ? new PastCustomer(state, new Head(chain.Version, chain.Hash), chain.RecordedAt)
            : throw new TamperedRecordException(customer, chain.Version + 1, "entry is missing");
    }

    private static (Customer State, ChainEnd Chain) Follow((Customer State, ChainEnd Chain) start, IEnumerable<StoredEntry> entries, CustomerKey key)
    {
        var (state, chain) = start;
        foreach (var entry in entries)
        {
            var opened = EntryReader.Open(entry, key);
            chain = chain.Continue(opened.Header, opened.Hash);
            state = state.Apply(opened.Events);
        }

        return (state, chain);
    }

    // A snapshot is only a shortcut: one that does not open costs time, and the verifier reports it.
    private static (Customer State, ChainEnd Chain) Begin(CustomerId customer, StoredSnapshot? snapshot, CustomerKey key)
    {
        var nothing = (Customer.Nobody(customer), ChainEnd.Start(customer));
        if (snapshot is null || snapshot.FoldVersion != Fold.FoldVersion)
        {
            return nothing;
        }

        try
        {
            var opened = SnapshotSealer.Open(key, customer, snapshot);
            return (opened.State, new ChainEnd(customer, snapshot.Version, opened.EntryHash, opened.RecordedAt));
        }
        catch (InvalidDataException)
        {
            return nothing;
        }
    }
}

/// <summary>A customer, rebuilt.</summary>
/// <param name="State">The fold of the record.</param>
/// <param name="Head">Where the chain ends.</param>
/// <param name="Fence">The last version that could narrow a permission.</param>
/// <param name="Epoch">The policy epoch of the last commit.</param>
/// <param name="Key">The customer's key.</param>
/// <param name="RecordedAt">When the last entry was recorded; the next is not recorded earlier.</param>
public sealed record LoadedCustomer(Customer State, Head Head, long Fence, long Epoch, CustomerKey Key, DateTimeOffset RecordedAt);

/// <summary>A customer as of a version.</summary>
/// <param name="State">The fold of the record up to it.</param>
/// <param name="Head">The version and its entry's hash.</param>
/// <param name="RecordedAt">When that entry was recorded.</param>
public sealed record PastCustomer(Customer State, Head Head, DateTimeOffset RecordedAt);

/// <summary>The record cannot be read: the customer's key was destroyed, or its file is not the one that belongs to this store.</summary>
public sealed class KeyMissingException(CustomerId customer) : Exception($"{customer}: the record has no key any more");
