using System.Formats.Cbor;

namespace IdentityGrains.Storage.Format;

/// <summary>
/// The plaintext of a snapshot: the state, and inside the seal the fold and the entry that it belongs to, so that changed columns cannot make an old state
/// pass for a newer one.
/// </summary>
internal sealed record Snapshot(int FoldVersion, ReadOnlyMemory<byte> EntryHash, DateTimeOffset RecordedAt, Customer State);

/// <summary>The snapshot's canonical bytes.</summary>
internal static class SnapshotCodec
{
    private const int Format = 2;

    public static byte[] Write(Snapshot snapshot) => Canonical.Write(snapshot, static (writer, s) =>
    {
        writer.WriteStartArray(5);
        writer.WriteInt32(Format);
        writer.WriteInt32(s.FoldVersion);
        writer.WriteHash(s.EntryHash);
        writer.WriteInstant(s.RecordedAt);
        writer.Write(s.State);
        writer.WriteEndArray();
    });

    public static Snapshot Read(ReadOnlyMemory<byte> bytes) => Canonical.Read(bytes, Read);

    private static Snapshot Read(CanonicalReader reader)
    {
        reader.Expect(5);
        if (reader.ReadInt32() != Format)
        {
            throw new InvalidDataException("A snapshot of no known format");
        }

        var snapshot = new Snapshot(reader.ReadInt32(), reader.ReadHash(), reader.ReadInstant(), reader.ReadCustomer());
        reader.ReadEndArray();
        return snapshot;
    }
}
