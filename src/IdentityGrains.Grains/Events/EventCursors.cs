using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Events;

/// <summary>Positions as text that nobody but this deployment can make: whoever counts up must not come by what he was not given.</summary>
internal sealed class EventCursors(IndexKey key)
{
    /// <summary>The characters of a cursor.</summary>
    public const int Length = 43;

    private const string Purpose = "event-cursor";
    private const int Said = sizeof(long) + sizeof(ulong);
    private const int Proof = 16;

    /// <summary>The cursor of a position.</summary>
    public string Write(EventPosition position)
    {
        Span<byte> bytes = stackalloc byte[Said + Proof];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.Row);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(long)..], position.Witness);
        ProofOf(bytes[..Said]).CopyTo(bytes[Said..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The position of a cursor; null when it is none of ours.</summary>
    public EventPosition? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Said + Proof];

        // Text of the right length may still hold bits beyond the bytes; only what was written is read.
        return text.Length == Length && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == bytes.Length
            && CryptographicOperations.FixedTimeEquals(ProofOf(bytes[..Said]), bytes[Said..]) && Base64Url.EncodeToString(bytes) == text
            ? new EventPosition(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(long)..]))
            : null;
    }

    private ReadOnlySpan<byte> ProofOf(ReadOnlySpan<byte> said) => key.Prove(Purpose, Convert.ToHexString(said)).AsSpan(0, Proof);
}
