using System.Security.Cryptography;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Golden;

/// <summary>Bytes and digests that are made again from the same words: what is compared with stored ones must never come out otherwise.</summary>
public sealed class GoldenBytesTests
{
    private static readonly CustomerId Ana = CustomerId.FromBytes([.. Enumerable.Range(1, 16).Select(i => (byte)i)]);

    private static readonly CustomerKey Key = new([.. Enumerable.Range(100, 32).Select(i => (byte)i)], 1);

    private static readonly PlatformName Shop = new("commerce");

    [Fact]
    public void Commands_have_the_bytes_that_they_always_had() => Assert.Equal(GoldenRecord.Read("commands-1.golden"), Commands());

    [Fact]
    public void Commands_that_came_later_have_the_bytes_that_they_always_had() => Assert.Equal(GoldenRecord.Read("commands-2.golden"), LaterCommands());

    [Fact]
    public void A_disclosure_log_and_its_fold_have_the_bytes_that_they_always_had() =>
        Assert.Equal(GoldenRecord.Read("disclosure-1.golden"), Disclosures());

    [Fact]
    public void Disclosures_that_came_later_have_the_bytes_that_they_always_had() =>
        Assert.Equal(GoldenRecord.Read("disclosure-2.golden"), LaterDisclosures());

    [Fact]
    public void Digests_come_out_as_they_always_did() => Assert.Equal(GoldenRecord.Read("digests-1.golden"), Digests());

    [Fact(Explicit = true)]
    public void Make()
    {
        GoldenRecord.WriteNew("commands-1.golden", Commands());
        GoldenRecord.WriteNew("commands-2.golden", LaterCommands());
        GoldenRecord.WriteNew("disclosure-1.golden", Disclosures());
        GoldenRecord.WriteNew("disclosure-2.golden", LaterDisclosures());
        GoldenRecord.WriteNew("digests-1.golden", Digests());
    }

    private static IEnumerable<byte[]> Commands()
    {
        var (one, at, marketing) = (OperationId.FromTrusted("1"), Author.Start.AddTicks(3), new PurposeName("email_marketing"));
        var key = NativeKey.FromTrusted(new SourceName("crm"), "17");
        ImmutableArray<Evidence> evidence = [new Evidence("case_reference", "C-17")];
        CustomerCommand[] commands =
        [
            new CreateCustomer(one, Ana, at, null), new CreateCustomer(one, Ana, at, key), new AttachKey(one, Ana, at, key),
            new AssertFields(one, Ana, at, "17", [
                new AssertedField(new FieldName("email"), new FieldValue.Text("ana@example.com")),
                new AssertedField(new FieldName("vip"), new FieldValue.Flag(true)),
                new AssertedField(new FieldName("topics"), new FieldValue.Topics(["b", "a"])), new AssertedField(new FieldName("name"), FieldValue.Blank),
                new AssertedField(new FieldName("address"), new FieldValue.Parts([new Part("city", "Zürich")]))], evidence),
            new AssertFields(one, Ana, at, null, [], []), new GrantConsent(one, Ana, at, marketing, "2026-01", evidence),
            new GrantConsent(one, Ana, at, marketing, null, []), new WithdrawConsent(one, Ana, at, marketing, evidence),
            new RestrictProcessing(one, Ana, at, evidence), new ReleaseRestriction(one, Ana, at, evidence),
        ];
        return commands.Select(CommandCodec.Write);
    }

    private static IEnumerable<byte[]> LaterCommands()
    {
        var (one, at, marketing, email) = (OperationId.FromTrusted("1"), Author.Start.AddTicks(3), new PurposeName("email_marketing"), new FieldName("email"));
        ImmutableArray<Evidence> evidence = [new Evidence("case_reference", "C-17")];
        CustomerCommand[] commands =
        [
            new GrantConsent(one, Ana, at, marketing, "2026-01", evidence, ByGuardian: true),
            new WithdrawConsent(one, Ana, at, marketing, [], ByGuardian: true),
            new RequestCode(one, Ana, at, email), new ConfirmCode(one, Ana, at, email, "012345", null),
            new ConfirmCode(one, Ana, at, email, "012345", new VerificationId(email, 12)),
            new CancelVerification(one, Ana, at, email, null), new CancelVerification(one, Ana, at, email, "token"),
            new DoubtContact(one, Ana, at, email, new FieldValue.Text("ana@example.com")),
            new ReceiveSignal(one, Ana, at, SignalKind.Gpc, "1"), new ReceiveSignal(one, Ana, at, SignalKind.Gpp, "DBAA"),
            new RollBack(one, Ana, at, new RollbackScope.FieldTo(email, 4), evidence), new RollBack(one, Ana, at, new RollbackScope.ChangeSet(7), evidence),
        ];
        return commands.Select(CommandCodec.Write);
    }

    private static List<byte[]> LaterDisclosures() => LogOf(
    [
        new DisclosureEvent.AttemptStarted(Author.Start, "dlv_1", 3, "shop@1", "Shop Ltd", [
            new DisclosedField(new FieldName("city"), "city", new PurposeName("service"), 3, Key.Digest("field-value", "y"u8), "gdpr-6-1-b"),
            new DisclosedField(new FieldName("name"), "name", null, 2, null)]),
        new DisclosureEvent.AttemptAnswered(Author.Start.AddSeconds(1), "dlv_1", 3, ["rejected", "invalid_field"], AckLevel.Planned)
        {
            Refused = [new DisclosedField(new FieldName("city"), "city", new PurposeName("service"), 3, Key.Digest("field-value", "y"u8))],
        },
    ]);

    private static List<byte[]> Disclosures() => LogOf(
        [
            new DisclosureEvent.AttemptStarted(Author.Start, "dlv_1", 3, "shop@1", "Shop Ltd", [
                new DisclosedField(new FieldName("email"), "contact.email", new PurposeName("service"), 2, Key.Digest("field-value", "x"u8)),
                new DisclosedField(new FieldName("city"), "city", null, 3, null)]),
            new DisclosureEvent.AttemptAnswered(Author.Start.AddSeconds(1), "dlv_1", 3, ["indeterminate", "timeout"], AckLevel.Sent),
            new DisclosureEvent.AttemptAnswered(Author.Start.AddSeconds(2), "dlv_1", 3, ["acknowledged"], AckLevel.Accepted),
            new DisclosureEvent.DeliveryAcknowledged(Author.Start.AddSeconds(3), "dlv_1", 3, AckLevel.Confirmed),
            new DisclosureEvent.AttemptStarted(Author.Start.AddSeconds(4), "dlv_2", 4, "shop@1", "Shop Ltd", [
                new DisclosedField(new FieldName("city"), "city", new PurposeName("service"), 4, Key.Digest("field-value", "y"u8))]),
        ]);

    private static List<byte[]> LogOf(DisclosureEvent[] happened)
    {
        DisclosureHead? head = null;
        var bytes = new List<byte[]>();
        foreach (var e in happened)
        {
            var append = DisclosureLog.Append(Ana, Shop, head, e);
            head = new DisclosureHead(append.Number, append.Hash, append.Holding);
            bytes.AddRange([append.Bytes.ToArray(), append.Holding.ToArray()]);
        }

        return bytes;
    }

    private static IEnumerable<byte[]> Digests()
    {
        var index = new IndexKey([.. Enumerable.Range(50, 32).Select(i => (byte)i)]);
        return
        [
            Key.Fingerprint("command"u8), Key.Digest("projection", "bytes"u8), index.Digest(NativeKey.FromTrusted(new SourceName("crm"), "17")),
            index.CustomerFor(new PrincipalId("nhi:crm"), OperationId.FromTrusted("op-1")).ToBytes(), SHA256.HashData(EventCodecs.Write([])),
        ];
    }
}
