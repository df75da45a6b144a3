using System.Buffers.Binary;
using System.Security.Cryptography;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Events;

/// <summary>
/// A place in the feed and what stood there. The number alone would do as long as no database is ever restored: afterwards the same numbers are given to
/// other rows, and whoever went on from one of before would pass over them without a word.
/// </summary>
/// <param name="Row">The row's position; 0 before the first.</param>
/// <param name="Witness">What stood there; 0 where nothing did that could be told.</param>
internal readonly record struct EventPosition(long Row, ulong Witness)
{
    /// <summary>Right after a row.</summary>
    public static EventPosition After(FeedRow row)
    {
        Span<byte> told = stackalloc byte[CustomerId.Size + 2 * sizeof(long)];
        row.Customer.CopyTo(told);
        BinaryPrimitives.WriteInt64BigEndian(told[CustomerId.Size..], row.Version);
        BinaryPrimitives.WriteInt64BigEndian(told[(CustomerId.Size + sizeof(long))..], row.At.UtcTicks);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(told, digest);
        return new EventPosition(row.Position, BinaryPrimitives.ReadUInt64BigEndian(digest));
    }
}
