using System.Formats.Cbor;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Storage.Format;

/// <summary>How far verifications have come, as part of a customer's state.</summary>
internal static class VerificationCodec
{
    public static void Write(CborWriter writer, KeyValuePair<FieldName, ContactVerification> verification)
    {
        var (field, state) = verification;
        writer.WriteStartArray(5);
        writer.WriteTextString(field.Value);
        writer.WriteOptionalOf(state.Running, Write);
        writer.WriteOptionalOf(state.Promotion, Write);
        writer.WriteArray(state.CodesSent, static (w, at) => w.WriteInstant(at));
        writer.WriteOptional(state.Reasked, ClaimCodec.Write);
        writer.WriteEndArray();
    }

    public static KeyValuePair<FieldName, ContactVerification> Read(CanonicalReader reader)
    {
        reader.Expect(5);
        var field = new FieldName(reader.ReadTextString());
        var state = new ContactVerification(
            reader.ReadOptionalOf(r => ReadRunning(r, field)), reader.ReadOptionalOf(r => ReadPromotion(r, field)),
            reader.ReadArray(static r => r.ReadInstant()), reader.ReadOptional(ClaimCodec.ReadClaimId));
        reader.ReadEndArray();
        return KeyValuePair.Create(field, state);
    }

    private static void Write(CborWriter writer, RunningVerification running)
    {
        writer.WriteStartArray(5);
        writer.WriteInt64(running.Id.Version);
        writer.WriteInstant(running.EndsAt);
        writer.WriteInt32(running.Codes);
        writer.WriteOptionalInstant(running.CodeExpiresAt);
        writer.WriteInt32(running.AttemptsLeft);
        writer.WriteEndArray();
    }

    private static RunningVerification ReadRunning(CanonicalReader reader, FieldName field)
    {
        reader.Expect(5);
        var running = new RunningVerification(
            new VerificationId(field, reader.ReadInt64()), reader.ReadInstant(), reader.ReadInt32(), reader.ReadOptionalInstant(), reader.ReadInt32());
        reader.ReadEndArray();
        return running;
    }

    private static void Write(CborWriter writer, Promotion promotion)
    {
        // The last member came later: where there is none, the bytes are those of before.
        writer.WriteStartArray(promotion.Before is null ? 4 : 5);
        writer.WriteInt64(promotion.Id.Version);
        writer.Write(promotion.Previous);
        writer.WriteArray(promotion.Promoted, ClaimCodec.Write);
        writer.WriteInstant(promotion.UndoUntil);
        if (promotion.Before is { } before)
        {
            Write(writer, before);
        }

        writer.WriteEndArray();
    }

    private static Promotion ReadPromotion(CanonicalReader reader, FieldName field)
    {
        var members = reader.ReadStartArray();
        if (members is not (4 or 5))
        {
            throw new InvalidDataException("A promotion has four members or five");
        }

        var promotion = new Promotion(
            new VerificationId(field, reader.ReadInt64()), reader.ReadClaim(), reader.ReadArray(ClaimCodec.ReadClaimId), reader.ReadInstant())
        {
            Before = members == 5 ? ReadPromotion(reader, field) : null,
        };
        reader.ReadEndArray();
        return promotion;
    }
}
