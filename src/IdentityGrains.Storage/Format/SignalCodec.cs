using System.Formats.Cbor;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Storage.Format;

/// <summary>Privacy signals, as an event and as part of a customer's state.</summary>
internal static class SignalCodec
{
    public static readonly ImmutableArray<EventCodec> All =
    [
        EventCodec.Of<SignalReceived>(2, Write, static r => new SignalReceived(ReadSignal(r), ReadMeaning(r))),
    ];

    public static void Write(CborWriter writer, Signal signal)
    {
        writer.WriteStartArray(6);
        writer.WriteMember(signal.Kind);
        writer.WriteTextString(signal.Text);
        writer.WriteArray(signal.Parts, ValueCodec.Write);
        writer.WriteInstant(signal.ObservedAt);
        writer.WriteTextString(signal.Source.Value);
        writer.WriteMember(signal.Proof);
        writer.WriteEndArray();
    }

    public static Signal ReadSignal(CanonicalReader reader)
    {
        reader.Expect(6);
        var signal = new Signal(
            reader.ReadMember<SignalKind>(), reader.ReadTextString(), reader.ReadArray(ValueCodec.ReadPart), reader.ReadInstant(),
            new SourceName(reader.ReadTextString()), reader.ReadMember<ProofLevel>());
        reader.ReadEndArray();
        return signal;
    }

    private static void Write(CborWriter writer, SignalReceived received)
    {
        Write(writer, received.Signal);
        writer.WriteOptional(received.Gpc, static (w, gpc) => w.WriteBoolean(gpc));
    }

    private static bool? ReadMeaning(CanonicalReader reader) => reader.ReadOptional(static r => r.ReadBoolean());
}
