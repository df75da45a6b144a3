using System.Formats.Cbor;

namespace IdentityGrains.Storage.Format;

/// <summary>The one table from stored names to codecs. A name that was ever written stays here for ever.</summary>
internal static class EventCodecs
{
    public static readonly ImmutableArray<EventCodec> All =
        [.. CustomerEventCodec.All, .. FieldEventCodec.All, .. ConsentEventCodec.All, .. RestrictionEventCodec.All, .. VerificationEventCodec.All,
            .. SignalCodec.All];

    private static readonly FrozenDictionary<string, EventCodec> ByName = All.ToFrozenDictionary(c => c.Name);

    private static readonly FrozenDictionary<Type, EventCodec> ByType = All.ToFrozenDictionary(c => c.Type);

    public static string NameOf(CustomerEvent happened) => ByType[happened.GetType()].Name;

    public static byte[] Write(ImmutableArray<CustomerEvent> events) =>
        Canonical.Write(events, static (writer, all) => writer.WriteArray(all, Write));

    public static ImmutableArray<CustomerEvent> Read(ReadOnlyMemory<byte> bytes) =>
        Canonical.Read(bytes, static reader => reader.ReadArray(ReadOne));

    private static void Write(CborWriter writer, CustomerEvent happened)
    {
        var codec = ByType[happened.GetType()];
        writer.WriteStartArray(codec.Members + 1);
        writer.WriteTextString(codec.Name);
        codec.Write(writer, happened);
        writer.WriteEndArray();
    }

    private static CustomerEvent ReadOne(CanonicalReader reader)
    {
        var members = reader.ReadStartArray();
        if (!ByName.TryGetValue(reader.ReadTextString(), out var codec) || members != codec.Members + 1)
        {
            throw new InvalidDataException("An event of no known name or shape");
        }

        var happened = codec.Read(reader);
        reader.ReadEndArray();
        return happened;
    }
}
