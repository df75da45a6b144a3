using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Sealing;

/// <summary>
/// What is authenticated with a plaintext: <c>[customer, version, role, format, keyId, epoch]</c>, canonical. Format, key and epoch stand in the clear in the
/// envelope, so they are authenticated with the place.
/// </summary>
internal static class EnvelopePlace
{
    // An array of six; two byte strings with their heads; four integers of nine bytes at most.
    public const int MostBytes = 1 + 1 + CustomerId.Size + 1 + Envelope.KeyIdSize + 4 * 9;

    private const byte Array = 0x80;
    private const byte Bytes = 0x40;
    private const byte Members = 6;

    public static byte[] Write(EnvelopeRole role, CustomerId customer, long version, ReadOnlySpan<byte> keyId, long epoch)
    {
        Span<byte> place = stackalloc byte[MostBytes];
        return place[..Write(place, role, customer, version, keyId, epoch)].ToArray();
    }

    /// <summary>Writes the place into a buffer of <see cref="MostBytes"/> and says how many bytes it has.</summary>
    public static int Write(Span<byte> place, EnvelopeRole role, CustomerId customer, long version, ReadOnlySpan<byte> keyId, long epoch)
    {
        place[0] = Array | Members;
        place[1] = Bytes | CustomerId.Size;
        customer.CopyTo(place[2..]);
        var at = 2 + CustomerId.Size;
        at += CanonicalInteger.Write(place[at..], version);
        at += CanonicalInteger.Write(place[at..], (int)role);
        at += CanonicalInteger.Write(place[at..], Envelope.Format);
        place[at++] = Bytes | Envelope.KeyIdSize;
        keyId.CopyTo(place[at..]);
        at += Envelope.KeyIdSize;
        return at + CanonicalInteger.Write(place[at..], epoch);
    }
}
