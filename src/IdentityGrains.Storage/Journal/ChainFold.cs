namespace IdentityGrains.Storage.Journal;

/// <summary>The fold of a chain up to a place, and what the next entry must carry.</summary>
internal sealed record ChainFold(Customer State, ReadOnlyMemory<byte> Hash, DateTimeOffset RecordedAt)
{
    public static ChainFold Start(CustomerId customer) => new(Customer.Nobody(customer), Head.Start.Hash, DateTimeOffset.MinValue);

    public ChainFold Continue(OpenedEntry entry)
    {
        RequireNext(State.Id, State.Version, Hash, RecordedAt, entry.Header);
        return new ChainFold(State.Apply(entry.Events), entry.Hash, entry.Header.RecordedAt);
    }

    public void RequireEnd(Head head)
    {
        if (State.Version != head.Version)
        {
            throw new TamperedRecordException(State.Id, State.Version + 1, "entry is missing: the head is ahead of the chain");
        }

        if (!Hash.Span.SequenceEqual(head.Hash.Span))
        {
            throw new TamperedRecordException(State.Id, head.Version, "head's hash is not that of the last entry");
        }
    }

    public static void RequireNext(CustomerId customer, long version, ReadOnlyMemory<byte> hash, DateTimeOffset recordedAt, Format.EntryHeader next)
    {
        var otherwise = next.Version != version + 1 ? "entry is missing or out of order"
            : !next.PreviousHash.Span.SequenceEqual(hash.Span) ? "previous hash is not that of the entry before"
            : next.RecordedAt < recordedAt ? "recorded before the entry before"
            : null;
        if (otherwise is not null)
        {
            throw new TamperedRecordException(customer, version + 1, otherwise);
        }
    }
}
