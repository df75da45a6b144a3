using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Verification;

/// <summary>Some entries in order, and why no more came when a row could not be read.</summary>
internal sealed class EntryPage
{
    private InvalidDataException? _unreadable;

    public List<StoredEntry> Entries { get; private init; } = [];

    /// <summary>Takes the next entry, and says how many bytes its header and body have.</summary>
    public int Take<TRow>(TRow row, IRowReader<TRow> read)
    {
        try
        {
            if (_unreadable is null)
            {
                var entry = read.Entry(row);
                Entries.Add(entry);
                return entry.Header.Length + entry.Body.Length;
            }
        }
        catch (InvalidDataException e)
        {
            _unreadable = e;
        }

        return 0;
    }

    public void RequireReadable()
    {
        if (_unreadable is not null)
        {
            throw _unreadable;
        }
    }

    /// <summary>Those up to a version; all when there is none.</summary>
    public EntryPage UpTo(long? version)
    {
        var beyond = version is { } last ? Entries.FindIndex(e => e.Version > last) : -1;
        return beyond < 0 ? this : new EntryPage { Entries = Entries.GetRange(0, beyond) };
    }
}
