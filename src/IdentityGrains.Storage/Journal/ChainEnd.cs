using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Journal;

/// <summary>Where a chain stands, and what the next entry must carry to continue it. It needs no key.</summary>
internal sealed record ChainEnd(CustomerId Customer, long Version, ReadOnlyMemory<byte> Hash, DateTimeOffset RecordedAt)
{
    public static ChainEnd Start(CustomerId customer) => new(customer, 0, Head.Start.Hash, DateTimeOffset.MinValue);

    public ChainEnd Continue(EntryHeader next, ReadOnlyMemory<byte> hash)
    {
        Require(next.Version, next.Version == Version + 1, "entry is missing or out of order");
        Require(next.Version, next.PreviousHash.Span.SequenceEqual(Hash.Span), "previous hash is not that of the entry before");
        Require(next.Version, next.RecordedAt >= RecordedAt, "recorded before the entry before");
        return new ChainEnd(Customer, next.Version, hash, next.RecordedAt);
    }

    public void RequireHead(Head head)
    {
        Require(Version + 1, head.Version <= Version, "entry is missing: the head is ahead of the chain");
        Require(head.Version + 1, head.Version >= Version, "entry is beyond the head");
        Require(Version, Hash.Span.SequenceEqual(head.Hash.Span), "head's hash is not that of the last entry");
    }

    // The version named is the one that is missing, where one is.
    private void Require(long found, bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TamperedRecordException(Customer, Math.Min(found, Version + 1), otherwise);
        }
    }
}
