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
        if (await journal.Load(customer, ct) is not { } stored)
        {
            return null;
        }

        var key = await keys.Find(customer, ct) ?? throw new KeyMissingException(customer);
        var (state, chain) = Begin(customer, stored, key) ?? (Customer.Nobody(customer), ChainEnd.Start(customer));
        var tail = chain.Version == (stored.Snapshot?.Version ?? 0) ? stored.Tail : await journal.Read(customer, 1, int.MaxValue, ct);

        // What another commit added since the head was read belongs to the next load.
        foreach (var entry in tail.TakeWhile(e => e.Version <= stored.Head.Version))
        {
            var opened = EntryReader.Open(entry, key);
            chain = chain.Continue(opened.Header, opened.Hash);
            state = state.Apply(opened.Events);
        }

        chain.RequireHead(stored.Head);
        return new LoadedCustomer(state, stored.Head, stored.Fence, stored.Epoch, key, chain.RecordedAt);
    }

    // A snapshot is only a shortcut: one that does not open costs time, and the verifier reports it.
    private static (Customer State, ChainEnd Chain)? Begin(CustomerId customer, StoredCustomer stored, CustomerKey key)
    {
        if (stored.Snapshot is not { } snapshot || snapshot.FoldVersion != Fold.FoldVersion)
        {
            return null;
        }

        try
        {
            var opened = SnapshotSealer.Open(key, customer, snapshot);
            return (opened.State, new ChainEnd(customer, snapshot.Version, opened.EntryHash, opened.RecordedAt));
        }
        catch (InvalidDataException)
        {
            return null;
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

/// <summary>The record cannot be read: the customer's key was destroyed, or its file is not the one that belongs to this store.</summary>
public sealed class KeyMissingException(CustomerId customer) : Exception($"{customer}: the record has no key any more");
