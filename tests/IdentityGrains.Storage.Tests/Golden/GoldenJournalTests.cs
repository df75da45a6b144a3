using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Golden;

/// <summary>A journal with an entry of every event. It verifies and folds for ever.</summary>
public sealed class GoldenJournalTests
{
    private const string File = "journal-1.golden";

    private static readonly CustomerId Ana = CustomerId.FromBytes([.. Enumerable.Range(1, 16).Select(i => (byte)i)]);

    private static readonly CustomerKey Key = new([.. Enumerable.Range(100, 32).Select(i => (byte)i)], 1);

    // Members: the sealed snapshot of the end, the state's plain bytes, and then header and body of each entry.
    private static byte[][] Golden => GoldenRecord.Read(File);

    [Fact]
    public void It_verifies_and_folds_into_the_same_state()
    {
        var (state, chain) = (Customer.Nobody(Ana), ChainEnd.Start(Ana));
        foreach (var entry in Entries())
        {
            var opened = EntryReader.Open(entry, Key);
            chain = chain.Continue(opened.Header, opened.Hash);
            state = state.Apply(opened.Events);
        }

        var snapshot = SnapshotSealer.Open(Key, Ana, new StoredSnapshot(state.Version, chain.Hash, 1, Golden[0]));
        Assert.Equal(9, state.Version);
        Assert.Equal(Golden[1], CustomerCodec.Write(state));
        Assert.Equal(Golden[1], CustomerCodec.Write(snapshot.State));
        Assert.Equal(chain.RecordedAt, snapshot.RecordedAt);
        Assert.Equal(new FieldValue.Text("ana@example.com"), state.Field(new FieldName("email")).Value);
    }

    [Fact]
    public void It_has_an_entry_of_every_event() => Assert.Equal(
        EventCodecs.All.Select(c => c.Name).Order(), Entries().SelectMany(e => EntryReader.Check(e).EventNames).Distinct().Order());

    [Fact(Explicit = true)]
    public void Make()
    {
        var author = new Author(Ana, Key);
        var state = Customer.Nobody(Ana);
        var members = new List<byte[]>();
        foreach (var events in Events(author))
        {
            if (events[0] is ConsentWithdrawn)
            {
                (author.Fence, author.OnBehalfOf) = (author.Head.Version + 1, new PrincipalId(Ana.ToString()));
            }

            var entry = author.Write([.. events]);
            state = state.Apply([.. events]);
            members.AddRange([entry.Header.ToArray(), entry.Body.ToArray()]);
        }

        var snapshot = SnapshotSealer.Seal(Key, state, author.Head.Hash, Author.Start.AddSeconds(state.Version - 1));
        GoldenRecord.Write(File, [snapshot.Sealed.ToArray(), CustomerCodec.Write(state), .. members]);
    }

    private static IEnumerable<StoredEntry> Entries() => Golden.Skip(2).Chunk(2).Select(pair =>
    {
        var header = EntryHeaderCodec.Read(pair[0]);
        return new StoredEntry(
            header.Customer, header.Version, header.Principal, header.Operation, header.RecordedAt,
            System.Security.Cryptography.SHA256.HashData(pair[0]), pair[0], pair[1]);
    });

    private static IEnumerable<CustomerEvent[]> Events(Author author)
    {
        var (crm, marketing) = (new SourceName("crm"), new PurposeName("email_marketing"));
        ImmutableArray<Evidence> evidence = [new Evidence("case_reference", "C-17")];
        var act = new ConsentAct(Stance.Granted, "2026-01", Author.Start, crm, ProofLevel.SubjectAuthenticated, evidence, 4);
        yield return [new CustomerCreated(crm), new KeyAttached(NativeKey.FromTrusted(crm, "17"))];
        yield return [author.Says("email", "ana@example.com"), Asserted(author, "city", 1, new FieldValue.Flag(true), evidence)];
        yield return
        [
            Asserted(author, "address", 0, new FieldValue.Parts([new Part("city", "Zürich"), new Part("line1", "Weg 1")]), []),
            Asserted(author, "topics", 1, new FieldValue.Topics(["a", "b"]), []), Asserted(author, "nickname", 2, FieldValue.Blank, []),
        ];
        yield return [new ConsentGranted(marketing, act, true)];
        yield return [new ConsentWithdrawn(marketing, act with { Stance = Stance.Denied, NoticeVersion = null, RecordedAtVersion = 5 }, true)];
        yield return [new ConsentGranted(marketing, act with { RecordedAtVersion = 6 }, false)];
        yield return [new ProcessingRestricted(crm, ProofLevel.SignedAssertion, evidence)];
        yield return [new RestrictionReleased(crm, ProofLevel.ServiceAuthenticated, [])];
        yield return
        [
            new FieldReevaluated(new FieldName("city"), new FieldStanding(
                null, new ClaimId(2, 1), VerificationState.Pending, true, [new ClaimOutcome(new ClaimId(2, 1), Outcome.Pending)], [new ClaimId(1, 0)])),
        ];
    }

    private static FieldAsserted Asserted(Author author, string field, int index, FieldValue value, ImmutableArray<Evidence> evidence)
    {
        var id = new ClaimId(author.Head.Version + 1, index);
        return new FieldAsserted(
            new FieldName(field), new Claim(id, new SourceName("web"), "w-1", author.At, ProofLevel.SubjectAuthenticated, evidence, value, true, Ana),
            new FieldStanding(id, null, VerificationState.Verified, true, [new ClaimOutcome(id, Outcome.Winner)], []));
    }
}
