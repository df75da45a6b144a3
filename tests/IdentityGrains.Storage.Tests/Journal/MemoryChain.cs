using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Tests.Journal;

/// <summary>One customer's entries and snapshots in memory.</summary>
internal sealed class MemoryChain
{
    public List<StoredEntry> Entries { get; } = [];

    public Head Head { get; set; } = Head.Start;

    public long Fence { get; set; }

    public long Epoch { get; set; }

    private SortedDictionary<long, StoredSnapshot> Snapshots { get; } = [];

    public StoredSnapshot? Fitting(long version) => Snapshots.Values.LastOrDefault(s => s.Version <= version && s.FoldVersion == Fold.FoldVersion
        && Entries.Any(e => e.Version == s.Version && e.Hash.Span.SequenceEqual(s.EntryHash.Span)));

    public void Keep(StoredSnapshot snapshot)
    {
        foreach (var other in Snapshots.Values.Where(s => s.FoldVersion != snapshot.FoldVersion).ToArray())
        {
            Snapshots.Remove(other.Version);
        }

        var newest = Snapshots.Keys.LastOrDefault();
        if (snapshot.Version <= newest)
        {
            return;
        }

        Snapshots[snapshot.Version] = snapshot;
        if (Snapshots.Keys.Any(v => v < newest && StoredSnapshot.StretchOf(v) == StoredSnapshot.StretchOf(newest)))
        {
            Snapshots.Remove(newest);
        }
    }
}
