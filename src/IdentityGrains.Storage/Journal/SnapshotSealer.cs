using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Journal;

/// <summary>Makes snapshots and opens them.</summary>
public static class SnapshotSealer
{
    /// <summary>Seals a durable state, its entry's hash and time with it.</summary>
    public static StoredSnapshot Seal(CustomerKey key, Customer state, ReadOnlyMemory<byte> entryHash, DateTimeOffset recordedAt)
    {
        var plaintext = SnapshotCodec.Write(new Snapshot(Fold.FoldVersion, entryHash, recordedAt, state));
        return new StoredSnapshot(state.Version, entryHash, Fold.FoldVersion, key.Seal(EnvelopeRole.Snapshot, state.Id, state.Version, plaintext));
    }

    /// <summary>Opens a snapshot; <see cref="InvalidDataException"/> names what does not fit.</summary>
    internal static Snapshot Open(CustomerKey key, CustomerId customer, StoredSnapshot stored)
    {
        using var opener = key.Opener();
        return Open(opener, customer, stored);
    }

    /// <summary>Opens a snapshot; <see cref="InvalidDataException"/> names what does not fit.</summary>
    internal static Snapshot Open(EnvelopeOpener key, CustomerId customer, StoredSnapshot stored)
    {
        var snapshot = SnapshotCodec.Read(key.Open(EnvelopeRole.Snapshot, customer, stored.Version, stored.Sealed));
        return snapshot.FoldVersion == stored.FoldVersion && snapshot.EntryHash.Span.SequenceEqual(stored.EntryHash.Span)
            && snapshot.State.Id == customer && snapshot.State.Version == stored.Version
            ? snapshot
            : throw new InvalidDataException("The columns beside the snapshot are not what it says");
    }
}
