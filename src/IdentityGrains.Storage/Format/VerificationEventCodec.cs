using System.Formats.Cbor;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Storage.Format;

/// <summary>Events of verifications.</summary>
internal static class VerificationEventCodec
{
    public static readonly ImmutableArray<EventCodec> All =
    [
        EventCodec.Of<VerificationStarted>(3, Write, static r => new VerificationStarted(Field(r), r.ReadInstant(), r.ReadOptional(ClaimCodec.ReadClaimId))),
        EventCodec.Of<CodeIssued>(5, Write, static r => new CodeIssued(Field(r), r.ReadInt32(), r.ReadInstant(), r.ReadInstant(), r.ReadInt32())),
        EventCodec.Of<CodeRejected>(2, Write, static r => new CodeRejected(Field(r), Source(r))),
        EventCodec.Of<ContactConfirmed>(7, Write, ReadConfirmed),
        EventCodec.Of<VerificationEnded>(2, Write, static r => new VerificationEnded(Field(r), r.ReadMember<VerificationEnd>())),
        EventCodec.Of<ContactDoubted>(6, Write, static r => new ContactDoubted(
            Field(r), r.ReadClaimId(), Source(r), r.ReadInstant(), r.ReadMember<ProofLevel>(), r.ReadBoolean())),
    ];

    private static FieldName Field(CanonicalReader reader) => new(reader.ReadTextString());

    private static SourceName Source(CanonicalReader reader) => new(reader.ReadTextString());

    private static void Write(CborWriter writer, VerificationStarted started)
    {
        writer.WriteTextString(started.Field.Value);
        writer.WriteInstant(started.EndsAt);
        writer.WriteOptional(started.Again, ClaimCodec.Write);
    }

    private static void Write(CborWriter writer, CodeIssued issued)
    {
        writer.WriteTextString(issued.Field.Value);
        writer.WriteInt32(issued.Number);
        writer.WriteInstant(issued.IssuedAt);
        writer.WriteInstant(issued.ExpiresAt);
        writer.WriteInt32(issued.Attempts);
    }

    private static void Write(CborWriter writer, CodeRejected rejected)
    {
        writer.WriteTextString(rejected.Field.Value);
        writer.WriteTextString(rejected.By.Value);
    }

    private static void Write(CborWriter writer, ContactConfirmed confirmed)
    {
        writer.WriteTextString(confirmed.Field.Value);
        writer.Write(confirmed.Of);
        writer.Write(confirmed.Claim);
        writer.WriteTextString(confirmed.By.Value);
        writer.Write(confirmed.Standing);
        writer.WriteOptionalOf(confirmed.Previous, ClaimCodec.Write);
        writer.WriteOptionalInstant(confirmed.UndoUntil);
    }

    private static ContactConfirmed ReadConfirmed(CanonicalReader reader) => new(
        Field(reader), reader.ReadClaimId(), reader.ReadClaim(), Source(reader), reader.ReadStanding(),
        reader.ReadOptionalOf(ClaimCodec.ReadClaim), reader.ReadOptionalInstant());

    private static void Write(CborWriter writer, VerificationEnded ended)
    {
        writer.WriteTextString(ended.Field.Value);
        writer.WriteMember(ended.Why);
    }

    private static void Write(CborWriter writer, ContactDoubted doubted)
    {
        writer.WriteTextString(doubted.Field.Value);
        writer.Write(doubted.Claim);
        writer.WriteTextString(doubted.By.Value);
        writer.WriteInstant(doubted.ObservedAt);
        writer.WriteMember(doubted.Proof);
        writer.WriteBoolean(doubted.Stands);
    }
}
