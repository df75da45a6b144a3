using System.Formats.Cbor;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Storage.Format;

/// <summary>Events of fields.</summary>
internal static class FieldEventCodec
{
    public static readonly ImmutableArray<EventCodec> All =
    [
        EventCodec.Of<FieldAsserted>(3, Write, static r => new FieldAsserted(new FieldName(r.ReadTextString()), r.ReadClaim(), ReadStanding(r))),
        EventCodec.Of<FieldReevaluated>(2, Write, static r => new FieldReevaluated(new FieldName(r.ReadTextString()), ReadStanding(r))),
        EventCodec.Of<ClaimsRetracted>(5, Write, ReadRetraction),
    ];

    private static void Write(CborWriter writer, FieldAsserted asserted)
    {
        writer.WriteTextString(asserted.Field.Value);
        writer.Write(asserted.Claim);
        Write(writer, asserted.Standing);
    }

    private static void Write(CborWriter writer, FieldReevaluated reevaluated)
    {
        writer.WriteTextString(reevaluated.Field.Value);
        Write(writer, reevaluated.Standing);
    }

    private static void Write(CborWriter writer, ClaimsRetracted retracted)
    {
        writer.WriteTextString(retracted.Field.Value);
        writer.WriteMember(retracted.Ground);
        writer.WriteOptionalText(retracted.By?.Value);
        writer.WriteArray(retracted.Restored, ClaimCodec.Write);
        Write(writer, retracted.Standing);
    }

    private static ClaimsRetracted ReadRetraction(CanonicalReader reader) => new(
        new FieldName(reader.ReadTextString()), reader.ReadMember<RetractionGround>(),
        reader.ReadOptionalText() is { } by ? new SourceName(by) : null, reader.ReadArray(ClaimCodec.ReadClaim), ReadStanding(reader));

    public static void Write(this CborWriter writer, FieldStanding standing)
    {
        writer.WriteStartArray(6);
        writer.WriteOptional(standing.Winner, ClaimCodec.Write);
        writer.WriteOptional(standing.Pending, ClaimCodec.Write);
        writer.WriteMember(standing.State);
        writer.WriteBoolean(standing.ValueChanged);
        writer.WriteArray(standing.Changed, ClaimCodec.Write);
        writer.WriteArray(standing.Ended, ClaimCodec.Write);
        writer.WriteEndArray();
    }

    public static FieldStanding ReadStanding(this CanonicalReader reader)
    {
        reader.Expect(6);
        var standing = new FieldStanding(
            reader.ReadOptional(ClaimCodec.ReadClaimId), reader.ReadOptional(ClaimCodec.ReadClaimId), reader.ReadMember<VerificationState>(),
            reader.ReadBoolean(), reader.ReadArray(ClaimCodec.ReadClaimOutcome), reader.ReadArray(ClaimCodec.ReadClaimId));
        reader.ReadEndArray();
        return standing;
    }
}
