using System.Security.Cryptography;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Delivery;

/// <summary>The append-only log of what was told to one platform about one customer, chained by hashes, with numbers of its own.</summary>
public static class DisclosureLog
{
    /// <summary>What appending an event makes: the entry's bytes, and the fold of the log with it.</summary>
    /// <param name="customer">About whom.</param>
    /// <param name="platform">With whom.</param>
    /// <param name="head">Where the log ends; null before its first entry.</param>
    /// <param name="happened">What happened.</param>
    public static DisclosureAppend Append(CustomerId customer, PlatformName platform, DisclosureHead? head, DisclosureEvent happened)
    {
        var number = (head?.Number ?? 0) + 1;
        var bytes = DisclosureCodec.Write(new DisclosureEntry(customer, platform, number, head?.Hash ?? new byte[Canonical.HashSize], happened));
        var holding = (head is null ? Holding.Nothing : Holding.Read(head.Holding)).After(happened);
        return new DisclosureAppend(number, SHA256.HashData(bytes), bytes, happened.DeliveryId, holding.Write());
    }

    /// <summary>Reads an entry; <see cref="InvalidDataException"/> when the bytes are none.</summary>
    public static DisclosureEntry Read(ReadOnlyMemory<byte> bytes) => DisclosureCodec.Read(bytes);
}
