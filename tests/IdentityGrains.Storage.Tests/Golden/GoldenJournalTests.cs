using IdentityGrains.Domain.Fields;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Golden;

/// <summary>
/// A journal with an entry of every event, written by one version of the program after the other: each file goes on where the one before it ends. It
/// verifies and folds for ever.
/// </summary>
public sealed class GoldenJournalTests
{
    // Members of each: the sealed snapshot of its end, the state's plain bytes, and then header and body of each entry.
    private static readonly string[] Files = ["journal-1.golden", "journal-2.golden"];

    // The fold that made the newest file's snapshot. A store would ignore it by now; its bytes say the same state.
    private const int FoldOfNewest = 2;

    private static readonly CustomerId Ana = CustomerId.FromBytes([.. Enumerable.Range(1, 16).Select(i => (byte)i)]);

    private static readonly CustomerKey Key = new([.. Enumerable.Range(100, 32).Select(i => (byte)i)], 1);

    [Fact]
    public void It_verifies_and_folds_into_the_same_state()
    {
        var (state, chain) = Follow(Files);
        var newest = GoldenRecord.Read(Files[^1]);
        var snapshot = SnapshotSealer.Open(Key, Ana, new StoredSnapshot(state.Version, chain.Hash, FoldOfNewest, newest[0]));
        Assert.Equal(20, state.Version);
        Assert.Equal(newest[1], CustomerCodec.Write(state));
        Assert.Equal(newest[1], CustomerCodec.Write(snapshot.State));
        Assert.Equal(chain.RecordedAt, snapshot.RecordedAt);
    }

    [Fact]
    public void What_the_first_version_wrote_still_says_the_same()
    {
        var (state, _) = Follow(Files[..1]);
        Assert.Equal(9, state.Version);
        Assert.Equal(new FieldValue.Text("ana@example.com"), state.Field(new FieldName("email")).Value);
        Assert.Equal(Domain.Consents.Stance.Denied, Assert.Single(state.Consents).Value.Stance);
        Assert.Equal(new Domain.Claims.ClaimId(2, 1), state.Field(new FieldName("city")).Pending);
        Assert.False(state.Restricted);
    }

    [Fact]
    public void A_snapshot_of_an_earlier_format_is_refused_and_only_costs_time() => Assert.Throws<InvalidDataException>(() =>
        SnapshotSealer.Open(Key, Ana, new StoredSnapshot(9, Follow(Files[..1]).Chain.Hash, 1, GoldenRecord.Read(Files[0])[0])));

    [Fact]
    public void It_has_an_entry_of_every_event() => Assert.Equal(
        EventCodecs.All.Select(c => c.Name).Order(), Files.SelectMany(Entries).SelectMany(e => EntryReader.Check(e).EventNames).Distinct().Order());

    [Fact(Explicit = true)]
    public void Make()
    {
        var (state, chain) = Follow(Files[..^1]);
        var author = new Author(Ana, Key, new Head(chain.Version, chain.Hash)) { Fence = 5, OnBehalfOf = new PrincipalId(Ana.ToString()) };
        var members = new List<byte[]>();
        foreach (var events in GoldenEvents.Second(author))
        {
            var entry = author.Write([.. events]);
            state = state.Apply([.. events]);
            members.AddRange([entry.Header.ToArray(), entry.Body.ToArray()]);
        }

        var snapshot = SnapshotSealer.Seal(Key, state, author.Head.Hash, Author.Start.AddSeconds(state.Version - 1));
        GoldenRecord.WriteNew(Files[^1], [snapshot.Sealed.ToArray(), CustomerCodec.Write(state), .. members]);
    }

    private static (Customer State, ChainEnd Chain) Follow(string[] files)
    {
        var (state, chain) = (Customer.Nobody(Ana), ChainEnd.Start(Ana));
        foreach (var entry in files.SelectMany(Entries))
        {
            var opened = EntryReader.Open(entry, Key);
            chain = chain.Continue(opened.Header, opened.Hash);
            state = state.Apply(opened.Events);
        }

        return (state, chain);
    }

    private static IEnumerable<StoredEntry> Entries(string file) => GoldenRecord.Read(file).Skip(2).Chunk(2).Select(pair =>
    {
        var header = EntryHeaderCodec.Read(pair[0]);
        return new StoredEntry(
            header.Customer, header.Version, header.Principal, header.Operation, header.RecordedAt,
            System.Security.Cryptography.SHA256.HashData(pair[0]), pair[0], pair[1]);
    });
}
