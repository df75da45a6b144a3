using System.Security.Cryptography;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Journal;

/// <summary>Makes the bytes of an entry: the events sealed, the header chained to the entry before.</summary>
public static class EntrySealer
{
    /// <summary>Seals an entry that continues a head.</summary>
    public static SealedEntry Seal(CustomerKey key, EntryDraft draft, Head previous)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(draft.Version, previous.Version + 1);
        var body = key.Seal(EnvelopeRole.EntryBody, draft.Customer, draft.Version, EventCodecs.Write(draft.Events));
        var header = EntryHeaderCodec.Write(new EntryHeader(
            draft.Customer, draft.Version, previous.Hash, draft.RecordedAt, draft.Principal, draft.OnBehalfOf, draft.Operation, draft.Fingerprint,
            draft.Policy, draft.Epoch, draft.Fence, [.. draft.Events.Select(EventCodecs.NameOf)], SHA256.HashData(body)));
        return new SealedEntry(
            draft.Customer, draft.Version, draft.Principal, draft.Operation, draft.RecordedAt, SHA256.HashData(header), header, body);
    }
}
