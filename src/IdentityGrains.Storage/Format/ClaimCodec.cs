using System.Formats.Cbor;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Storage.Format;

/// <summary>Claims, their ids and evidence.</summary>
internal static class ClaimCodec
{
    public static void Write(this CborWriter writer, ClaimId id)
    {
        writer.WriteStartArray(2);
        writer.WriteInt64(id.Version);
        writer.WriteInt32(id.Index);
        writer.WriteEndArray();
    }

    public static ClaimId ReadClaimId(this CanonicalReader reader)
    {
        reader.Expect(2);
        var id = new ClaimId(reader.ReadInt64(), reader.ReadInt32());
        reader.ReadEndArray();
        return id;
    }

    public static void Write(this CborWriter writer, ImmutableArray<Evidence> evidence) => writer.WriteArray(evidence, Write);

    public static ImmutableArray<Evidence> ReadEvidence(this CanonicalReader reader) => reader.ReadArray(ReadOne);

    public static void Write(this CborWriter writer, Claim claim)
    {
        writer.WriteStartArray(9);
        writer.Write(claim.Id);
        writer.WriteTextString(claim.Source.Value);
        writer.WriteTextString(claim.Key);
        writer.WriteInstant(claim.ObservedAt);
        writer.WriteMember(claim.Proof);
        writer.Write(claim.Evidence);
        writer.Write(claim.Value);
        writer.WriteBoolean(claim.Verified);
        writer.Write(claim.Origin);
        writer.WriteEndArray();
    }

    public static Claim ReadClaim(this CanonicalReader reader)
    {
        reader.Expect(9);
        var claim = new Claim(
            reader.ReadClaimId(), new SourceName(reader.ReadTextString()), reader.ReadTextString(), reader.ReadInstant(),
            reader.ReadMember<ProofLevel>(), reader.ReadEvidence(), reader.ReadFieldValue(), reader.ReadBoolean(), reader.ReadCustomerId());
        reader.ReadEndArray();
        return claim;
    }

    public static void Write(this CborWriter writer, JudgedClaim judged)
    {
        writer.WriteStartArray(2);
        writer.Write(judged.Claim);
        writer.WriteMember(judged.Outcome);
        writer.WriteEndArray();
    }

    public static JudgedClaim ReadJudgedClaim(this CanonicalReader reader)
    {
        reader.Expect(2);
        var judged = new JudgedClaim(reader.ReadClaim(), reader.ReadMember<Outcome>());
        reader.ReadEndArray();
        return judged;
    }

    public static void Write(this CborWriter writer, ClaimOutcome outcome)
    {
        writer.WriteStartArray(2);
        writer.Write(outcome.Claim);
        writer.WriteMember(outcome.Outcome);
        writer.WriteEndArray();
    }

    public static ClaimOutcome ReadClaimOutcome(this CanonicalReader reader)
    {
        reader.Expect(2);
        var outcome = new ClaimOutcome(reader.ReadClaimId(), reader.ReadMember<Outcome>());
        reader.ReadEndArray();
        return outcome;
    }

    private static void Write(CborWriter writer, Evidence evidence)
    {
        writer.WriteStartArray(2);
        writer.WriteTextString(evidence.Kind);
        writer.WriteTextString(evidence.Reference);
        writer.WriteEndArray();
    }

    private static Evidence ReadOne(CanonicalReader reader)
    {
        reader.Expect(2);
        var evidence = new Evidence(reader.ReadTextString(), reader.ReadTextString());
        reader.ReadEndArray();
        return evidence;
    }
}
