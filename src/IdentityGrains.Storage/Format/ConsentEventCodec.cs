using System.Formats.Cbor;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;

namespace IdentityGrains.Storage.Format;

/// <summary>Events of consents.</summary>
internal static class ConsentEventCodec
{
    public static readonly ImmutableArray<EventCodec> All =
    [
        EventCodec.Of<ConsentGranted>(3, static (w, e) => Write(w, e.Purpose, e.Act, e.Stands),
            static r => new ConsentGranted(new PurposeName(r.ReadTextString()), r.ReadConsentAct(), r.ReadBoolean())),
        EventCodec.Of<ConsentWithdrawn>(3, static (w, e) => Write(w, e.Purpose, e.Act, e.Stands),
            static r => new ConsentWithdrawn(new PurposeName(r.ReadTextString()), r.ReadConsentAct(), r.ReadBoolean())),
        EventCodec.Of<GuardianConsentGranted>(3, static (w, e) => Write(w, e.Purpose, e.Act, e.Stands),
            static r => new GuardianConsentGranted(new PurposeName(r.ReadTextString()), r.ReadConsentAct(), r.ReadBoolean())),
        EventCodec.Of<GuardianConsentWithdrawn>(3, static (w, e) => Write(w, e.Purpose, e.Act, e.Stands),
            static r => new GuardianConsentWithdrawn(new PurposeName(r.ReadTextString()), r.ReadConsentAct(), r.ReadBoolean())),
        EventCodec.Of<OptInConfirmed>(1, static (w, e) => w.Write(e.OptIn), static r => new OptInConfirmed(r.ReadOptIn())),
    ];

    public static void Write(this CborWriter writer, ConsentAct act)
    {
        writer.WriteStartArray(7);
        writer.WriteMember(act.Stance);
        writer.WriteOptionalText(act.NoticeVersion);
        writer.WriteInstant(act.ObservedAt);
        writer.WriteTextString(act.Source.Value);
        writer.WriteMember(act.Proof);
        writer.Write(act.Evidence);
        writer.WriteInt64(act.RecordedAtVersion);
        writer.WriteEndArray();
    }

    public static ConsentAct ReadConsentAct(this CanonicalReader reader)
    {
        reader.Expect(7);
        var act = new ConsentAct(
            reader.ReadMember<Stance>(), reader.ReadOptionalText(), reader.ReadInstant(), new SourceName(reader.ReadTextString()),
            reader.ReadMember<ProofLevel>(), reader.ReadEvidence(), reader.ReadInt64());
        reader.ReadEndArray();
        return act;
    }

    public static void Write(this CborWriter writer, OptIn optIn)
    {
        writer.WriteStartArray(3);
        writer.WriteTextString(optIn.Purpose.Value);
        writer.WriteTextString(optIn.Field.Value);
        writer.WriteInt64(optIn.ValueVersion);
        writer.WriteEndArray();
    }

    public static OptIn ReadOptIn(this CanonicalReader reader)
    {
        reader.Expect(3);
        var optIn = new OptIn(new PurposeName(reader.ReadTextString()), new FieldName(reader.ReadTextString()), reader.ReadInt64());
        reader.ReadEndArray();
        return optIn;
    }

    private static void Write(CborWriter writer, PurposeName purpose, ConsentAct act, bool stands)
    {
        writer.WriteTextString(purpose.Value);
        writer.Write(act);
        writer.WriteBoolean(stands);
    }
}
