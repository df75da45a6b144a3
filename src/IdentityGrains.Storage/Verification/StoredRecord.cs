using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Verification;

/// <summary>One customer's rows as of one moment.</summary>
public sealed class StoredRecord
{
    private readonly List<StoredSnapshot> _snapshots = [];
    private readonly List<StoredNativeKey> _nativeKeys = [];
    private readonly List<StoredDisclosure> _disclosures = [];
    private readonly List<StoredHolding> _holdings = [];
    private readonly EntryPage _first = new();
    private InvalidDataException? _unreadable;

    internal StoredRecord(CustomerId customer) => Customer = customer;

    /// <summary>Whose.</summary>
    public CustomerId Customer { get; }

    /// <summary>The head row; null when there is none.</summary>
    public StoredHead? Head { get; private set; }

    /// <summary>The snapshots, fitting or not.</summary>
    public IReadOnlyList<StoredSnapshot> Snapshots => _snapshots;

    /// <summary>The native keys that name the customer.</summary>
    public IReadOnlyList<StoredNativeKey> NativeKeys => _nativeKeys;

    /// <summary>The disclosure rows, by platform and number.</summary>
    public IReadOnlyList<StoredDisclosure> Disclosures => _disclosures;

    /// <summary>The holding rows.</summary>
    public IReadOnlyList<StoredHolding> Holdings => _holdings;

    /// <summary>The customer's key as it lies wrapped; null when there is none, or none was asked for.</summary>
    internal WrappedKey? Key { get; private set; }

    /// <summary>False when only a key was found.</summary>
    internal bool IsEvidence { get; private set; }

    /// <summary>Reads the page of entries from a version on, where the batch ended within this customer; null where it did not.</summary>
    internal Func<long, CancellationToken, Task<EntryPage>>? More { get; set; }

    /// <summary>Throws <see cref="InvalidDataException"/> when a row of the customer, entries apart, cannot even be read.</summary>
    public void RequireReadable()
    {
        if (_unreadable is not null)
        {
            throw _unreadable;
        }
    }

    /// <summary>
    /// The entries, in order of their versions, page by page: a customer of a million must not have to fit into memory. A row that cannot even be read is an
    /// <see cref="InvalidDataException"/> after those before it.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredEntry>> Entries([EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = _first; ;)
        {
            yield return page.Entries;
            page.RequireReadable();

            // The first page is of the head's moment; what the pages after it hold beyond that head came later.
            if (More is null || page.Entries.Count == 0 || page.Entries[^1].Version >= Head?.Head.Version)
            {
                yield break;
            }

            page = (await More(page.Entries[^1].Version + 1, ct)).UpTo(Head?.Head.Version);
        }
    }

    /// <summary>Where the entries that were read with the record go.</summary>
    internal EntryPage TakeEntries()
    {
        IsEvidence = true;
        return _first;
    }

    internal void Take<TRow>(RowKind kind, TRow row, IRowReader<TRow> read)
    {
        IsEvidence |= kind != RowKind.Key;
        try
        {
            switch (kind)
            {
                case RowKind.Head: Head = read.Head(row); break;
                case RowKind.Snapshot: _snapshots.Add(read.Snapshot(row)); break;
                case RowKind.NativeKey: _nativeKeys.Add(read.NativeKey(row)); break;
                case RowKind.Disclosure: _disclosures.Add(read.Disclosure(row)); break;
                case RowKind.Holding: _holdings.Add(read.Holding(row)); break;
                case RowKind.Key: Key = read.Key(row); break;
                default: throw new System.Diagnostics.UnreachableException("A row of no known kind");
            }
        }
        catch (InvalidDataException e)
        {
            _unreadable ??= e;
        }
    }
}
