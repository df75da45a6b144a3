namespace IdentityGrains.Storage.Verification;

/// <summary>Bounds of a batch.</summary>
internal static class RecordGathering
{
    /// <summary>Entries that are asked for at most.</summary>
    public const int MostEntries = 2 * RecordBatch.Rows;
}

/// <summary>Puts the rows of a range, table after table and in the order of the customers, together to records.</summary>
internal sealed class RecordGathering<TRow>(CustomerRange range, IRowReader<TRow> read, Func<CustomerId, long, CancellationToken, Task<EntryPage>> more)
{
    private readonly Dictionary<CustomerId, StoredRecord> _records = [];
    private StoredRecord? _last;
    private StoredRecord? _cut;
    private int _entries;
    private long _bytes;

    public void Take(RowKind kind, TRow row) => Of(read.Customer(row)).Take(kind, row, read);

    public void TakeEntry(TRow row)
    {
        _entries++;
        if (_cut is not null)
        {
            return;
        }

        var page = Of(read.Customer(row)).TakeEntries();
        _bytes += page.Take(row, read);
        if (_bytes >= RecordBatch.Bytes || _entries == RecordGathering.MostEntries)
        {
            _cut = _last;
        }
    }

    /// <summary>What was gathered, up to the customer within whom it was cut off.</summary>
    public RecordBatch Finish()
    {
        // A key alone is no record: it was made for a customer whose creation has not come yet.
        var all = _records.Values.Where(r => r.IsEvidence).ToArray();
        Array.Sort(all, static (a, b) => CustomerRange.Compare(a.Customer, b.Customer));
        if (_cut is null)
        {
            return new RecordBatch(all, null);
        }

        var cut = _cut.Customer;
        _cut.More = (from, ct) => more(cut, from, ct);
        return new RecordBatch([.. all.TakeWhile(r => CustomerRange.Compare(r.Customer, cut) <= 0)], range.After(cut));
    }

    private StoredRecord Of(CustomerId customer)
    {
        if (_last?.Customer == customer)
        {
            return _last;
        }

        if (!_records.TryGetValue(customer, out _last))
        {
            _last = new StoredRecord(customer);
            _records.Add(customer, _last);
        }

        return _last;
    }
}
