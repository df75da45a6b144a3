using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Verification;

/// <summary>The examination of one customer's record. It throws at the first thing that does not hold.</summary>
internal sealed class Examination(CustomerId customer, IndexKey? index)
{
    private ChainEnd _chain = ChainEnd.Start(customer);
    private Customer _state = Customer.Nobody(customer);
    private ImmutableArray<NativeKey> _keys = [];

    // A state is compared at snapshots of this fold only, so what comes after the last of them is not folded.
    private long _lastState;
    private long _fence;
    private long _epoch;

    public long Entries { get; private set; }

    public bool Readable { get; private set; } = true;

    public int UnfinishedKeys { get; private set; }

    public async Task Examine(StoredRecord record, CustomerKey? key, CancellationToken ct)
    {
        using var opener = key?.Opener();
        _lastState = record.Snapshots.Where(s => s.FoldVersion == Fold.FoldVersion).Select(s => s.Version).DefaultIfEmpty().Max();
        var snapshots = record.Snapshots.OrderBy(s => s.Version).SkipWhile(s => s.Version < 1).GetEnumerator();
        var snapshot = snapshots.MoveNext() ? snapshots.Current : null;
        await foreach (var page in record.Entries(ct))
        {
            foreach (var entry in page)
            {
                Follow(entry, opener);
                for (; snapshot?.Version == entry.Version; snapshot = snapshots.MoveNext() ? snapshots.Current : null)
                {
                    Compare(snapshot, opener);
                }
            }
        }

        Readable = key is not null || Entries == 0;
        Compare(record.Head);
        foreach (var stored in record.Snapshots)
        {
            Require(stored.Version > 0 && stored.Version <= _chain.Version, stored.Version, "snapshot is of no entry");
        }

        CompareKeys(record.NativeKeys, key);
        DisclosureExamination.Examine(customer, record.Disclosures, record.Holdings);
    }

    private void Follow(StoredEntry entry, EnvelopeOpener? key)
    {
        var opened = key is null ? null : EntryReader.Open(entry, key);
        var header = opened?.Header ?? EntryReader.Check(entry);
        Require(header.Customer == customer, entry.Version, "entry is another customer's");
        _chain = _chain.Continue(header, entry.Hash);
        Require(header.Fence == _fence || header.Fence == header.Version, entry.Version, "fence is neither the one before nor this entry");
        Require(header.Epoch >= _epoch, entry.Version, "policy epoch is before that of the entry before");
        (_fence, _epoch) = (header.Fence, header.Epoch);
        if (opened is not null)
        {
            _keys = Fold.Keys(_keys, opened.Events);
            _state = entry.Version <= _lastState ? _state.Apply(opened.Events) : _state;
        }

        Entries++;
    }

    private void Compare(StoredHead? head)
    {
        if (head is null)
        {
            Require(_chain.Version == 0, _chain.Version, "head is missing");
            return;
        }

        _chain.RequireHead(head.Head);
        Require(head.Slot == customer.Slot, _chain.Version, "head's slot is not the customer's");
        Require(head.Fence == _fence, _chain.Version, "head's fence is not that of the last entry");
        Require(head.Epoch == _epoch, _chain.Version, "head's epoch is not that of the last entry");
    }

    private void Compare(StoredSnapshot stored, EnvelopeOpener? key)
    {
        Require(stored.EntryHash.Span.SequenceEqual(_chain.Hash.Span), stored.Version, "snapshot's entry hash is not that of its entry");
        if (key is null)
        {
            return;
        }

        try
        {
            var snapshot = SnapshotSealer.Open(key, customer, stored);
            Require(
                snapshot.FoldVersion != Fold.FoldVersion || CustomerCodec.Write(snapshot.State).AsSpan().SequenceEqual(CustomerCodec.Write(_state)),
                stored.Version, "snapshot is not the fold of the entries");
            Require(snapshot.RecordedAt == _chain.RecordedAt, stored.Version, "snapshot's time is not that of its entry");
        }
        catch (InvalidDataException e)
        {
            throw new TamperedRecordException(customer, stored.Version, "snapshot: " + e.Message);
        }
    }

    private void CompareKeys(IReadOnlyList<StoredNativeKey> rows, CustomerKey? key)
    {
        // A key is bound before the first entry is written, so without one it only waits for a creation to be finished.
        if (_chain.Version == 0)
        {
            UnfinishedKeys = rows.Count;
            return;
        }

        if (key is null || index is null)
        {
            return;
        }

        var stored = rows.Select(r => (r.Source, Convert.ToHexString(r.Hash.Span))).ToHashSet();
        var recorded = _keys.Select(k => (k.Source, Convert.ToHexString(index.Digest(k)))).ToHashSet();
        Require(recorded.IsSubsetOf(stored), _chain.Version, "native_key has no row for a key of the record");

        // A row that the record does not know is no fault: between binding a further key and writing its entry the process may have died. A row
        // that was made to point elsewhere is missed where it belongs, by the check above.
        UnfinishedKeys = stored.Except(recorded).Count();
    }

    private void Require(bool holds, long version, string otherwise)
    {
        if (!holds)
        {
            throw new TamperedRecordException(customer, version, otherwise);
        }
    }
}
