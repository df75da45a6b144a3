using System.Formats.Cbor;

namespace IdentityGrains.Storage.Format;

/// <summary>The header's canonical bytes.</summary>
internal static class EntryHeaderCodec
{
    private const int Format = 1;

    private const int Members = 14;

    public static byte[] Write(EntryHeader header) => Canonical.Write(header, Write);

    public static EntryHeader Read(ReadOnlyMemory<byte> bytes) => Canonical.Read(bytes, Read);

    private static void Write(CborWriter writer, EntryHeader header)
    {
        writer.WriteStartArray(Members);
        writer.WriteInt32(Format);
        writer.Write(header.Customer);
        writer.WriteInt64(header.Version);
        writer.WriteHash(header.PreviousHash);
        writer.WriteInstant(header.RecordedAt);
        writer.WriteTextString(header.Principal.Value);
        writer.WriteOptionalText(header.OnBehalfOf?.Value);
        writer.WriteTextString(header.Operation.Value);
        writer.WriteHash(header.Fingerprint);
        writer.WriteTextString(header.Policy);
        writer.WriteInt64(header.Epoch);
        writer.WriteInt64(header.Fence);
        writer.WriteArray(header.EventNames, static (w, name) => w.WriteTextString(name));
        writer.WriteHash(header.BodyDigest);
        writer.WriteEndArray();
    }

    private static EntryHeader Read(CanonicalReader reader)
    {
        reader.Expect(Members);
        if (reader.ReadInt32() != Format)
        {
            throw new InvalidDataException("A header of no known format");
        }

        var header = new EntryHeader(
            reader.ReadCustomerId(), reader.ReadInt64(), reader.ReadHash(), reader.ReadInstant(), new PrincipalId(reader.ReadTextString()),
            reader.ReadOptionalText() is { } behalf ? new PrincipalId(behalf) : null, OperationId.FromTrusted(reader.ReadTextString()),
            reader.ReadHash(), reader.ReadTextString(), reader.ReadInt64(), reader.ReadInt64(),
            reader.ReadArray(static r => r.ReadTextString()), reader.ReadHash());
        reader.ReadEndArray();
        return header;
    }
}
