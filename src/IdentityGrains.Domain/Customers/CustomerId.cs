using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace IdentityGrains.Domain.Customers;

/// <summary>
/// Names one customer: <c>cus_</c> and 128 opaque bits in lower-case hexadecimal. It never holds a region, a native key or a contact point.
/// </summary>
[GenerateSerializer, Immutable, Alias("customer-id")]
public readonly record struct CustomerId
{
    /// <summary>How many bytes the opaque part has.</summary>
    public const int Size = 16;

    private const string Prefix = "cus_";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private CustomerId(UInt128 bits) => Bits = bits;

    [Id(0)]
    private UInt128 Bits { get; init; }

    /// <summary>The customer's slot, 0..1023: the first ten bits of the SHA-256 of the id. Stored with rows, never changed.</summary>
    public int Slot
    {
        get
        {
            Span<byte> id = stackalloc byte[Size];
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            CopyTo(id);
            SHA256.HashData(id, digest);
            return BinaryPrimitives.ReadUInt16BigEndian(digest) >> (16 - Slots.Bits);
        }
    }

    /// <summary>A fresh id from the operating system's random source.</summary>
    public static CustomerId New() => FromBytes(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Reads the sixteen bytes that <see cref="CopyTo"/> wrote, or the head of a keyed hash.</summary>
    public static CustomerId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes[..Size]));

    /// <summary>Reads <c>cus_</c> and 32 lower-case hexadecimal digits; anything else is no customer id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CustomerId id)
    {
        id = default;
        if (text is null || text.Length != Prefix.Length + 2 * Size || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text.AsSpan(Prefix.Length).ContainsAnyExcept(Digits))
        {
            return false;
        }

        id = FromBytes(Convert.FromHexString(text.AsSpan(Prefix.Length)));
        return true;
    }

    /// <summary>Writes the sixteen bytes.</summary>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Bits);

    /// <summary>The sixteen bytes, for a store's column.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => Prefix + Convert.ToHexStringLower(ToBytes());
}
