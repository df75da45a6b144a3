using System.Formats.Cbor;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Restriction;

namespace IdentityGrains.Storage.Format;

/// <summary>Events of restriction.</summary>
internal static class RestrictionEventCodec
{
    public static readonly ImmutableArray<EventCodec> All =
    [
        EventCodec.Of<ProcessingRestricted>(3, static (w, e) => Write(w, e.By, e.Proof, e.Evidence),
            static r => new ProcessingRestricted(new SourceName(r.ReadTextString()), r.ReadMember<ProofLevel>(), r.ReadEvidence())),
        EventCodec.Of<RestrictionReleased>(3, static (w, e) => Write(w, e.By, e.Proof, e.Evidence),
            static r => new RestrictionReleased(new SourceName(r.ReadTextString()), r.ReadMember<ProofLevel>(), r.ReadEvidence())),
    ];

    private static void Write(CborWriter writer, SourceName by, ProofLevel proof, ImmutableArray<Evidence> evidence)
    {
        writer.WriteTextString(by.Value);
        writer.WriteMember(proof);
        writer.Write(evidence);
    }
}
