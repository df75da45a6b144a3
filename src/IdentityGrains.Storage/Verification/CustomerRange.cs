using System.Buffers.Binary;

namespace IdentityGrains.Storage.Verification;

/// <summary>The customers whose ids lie from one to another, both included, in the order of their bytes.</summary>
/// <param name="From">The first id.</param>
/// <param name="To">The last id.</param>
public readonly record struct CustomerRange(CustomerId From, CustomerId To)
{
    /// <summary>Every customer.</summary>
    public static readonly CustomerRange All = new(Of(UInt128.Zero), Of(UInt128.MaxValue));

    /// <summary>What of this range comes after an id in it; null when nothing does.</summary>
    public CustomerRange? After(CustomerId last) => last == To ? null : this with { From = Of(Bits(last) + 1) };

    /// <summary>The part before an id in it; the id alone when it is the first, because a range cannot be empty.</summary>
    public CustomerRange Before(CustomerId next) => this with { To = next == From ? next : Of(Bits(next) - 1) };

    /// <summary>Compares ids as a store sorts them.</summary>
    internal static int Compare(CustomerId one, CustomerId other) => Bits(one).CompareTo(Bits(other));

    private static UInt128 Bits(CustomerId customer)
    {
        Span<byte> id = stackalloc byte[CustomerId.Size];
        customer.CopyTo(id);
        return BinaryPrimitives.ReadUInt128BigEndian(id);
    }

    private static CustomerId Of(UInt128 bits)
    {
        Span<byte> id = stackalloc byte[CustomerId.Size];
        BinaryPrimitives.WriteUInt128BigEndian(id, bits);
        return CustomerId.FromBytes(id);
    }
}
