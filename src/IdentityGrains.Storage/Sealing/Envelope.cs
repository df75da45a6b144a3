using System.Formats.Cbor;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Sealing;

/// <summary>What is stored of a sealed plaintext: <c>[1, keyId, epoch, nonce, ciphertext and tag, commitment]</c>.</summary>
internal sealed record Envelope(
    ReadOnlyMemory<byte> KeyId, long Epoch, ReadOnlyMemory<byte> Nonce, ReadOnlyMemory<byte> Sealed, ReadOnlyMemory<byte> Commitment)
{
    public const int Format = 1;
    public const int KeyIdSize = 8;
    public const int NonceSize = 12;
    public const int TagSize = 16;

    private const int Members = 6;

    public byte[] Write() => Canonical.Write(this, static (writer, e) =>
    {
        writer.WriteStartArray(Members);
        writer.WriteInt32(Format);
        writer.WriteByteString(e.KeyId.Span);
        writer.WriteInt64(e.Epoch);
        writer.WriteByteString(e.Nonce.Span);
        writer.WriteByteString(e.Sealed.Span);
        writer.WriteByteString(e.Commitment.Span);
        writer.WriteEndArray();
    });

    public static Envelope Read(ReadOnlyMemory<byte> bytes) => Canonical.Read(bytes, static reader =>
    {
        reader.Expect(Members);
        if (reader.ReadInt32() != Format)
        {
            throw new InvalidDataException("An envelope of no known format");
        }

        var envelope = new Envelope(
            reader.ReadBytes(KeyIdSize), reader.ReadInt64(), reader.ReadBytes(NonceSize), reader.ReadByteString(), reader.ReadHash());
        reader.ReadEndArray();
        return envelope.Sealed.Length >= TagSize ? envelope : throw new InvalidDataException("A ciphertext without its tag");
    });
}
