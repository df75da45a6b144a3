using System.Security.Cryptography;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Journal;

/// <summary>Reads entries back and believes nothing: whatever does not fit is a <see cref="TamperedRecordException"/>.</summary>
public static class EntryReader
{
    /// <summary>Reads the header and checks all that can be checked without a key: hash, canonical form, the columns beside it, the body's digest.</summary>
    public static EntryHeader Check(StoredEntry entry)
    {
        var header = ReadHeader(entry);
        Require(entry, Same(entry.Hash, SHA256.HashData(entry.Header.Span)), "hash is not that of the header");
        Require(entry, Same(entry.Header, EntryHeaderCodec.Write(header)), "header is not canonical");
        Require(entry, header.Customer == entry.Customer, "customer is not the header's");
        Require(entry, header.Version == entry.Version, "version is not the header's");
        Require(entry, header.Principal == entry.Principal, "principal is not the header's");
        Require(entry, header.Operation == entry.Operation, "operation is not the header's");
        Require(entry, header.RecordedAt == entry.RecordedAt, "recorded_at is not the header's");
        Require(entry, Same(header.BodyDigest, SHA256.HashData(entry.Body.Span)), "body is not the one that the header names");
        return header;
    }

    /// <summary>Reads header and events.</summary>
    public static OpenedEntry Open(StoredEntry entry, CustomerKey key)
    {
        var header = Check(entry);
        ImmutableArray<CustomerEvent> events;
        try
        {
            var plaintext = key.Open(EnvelopeRole.EntryBody, entry.Customer, entry.Version, entry.Body);
            events = EventCodecs.Read(plaintext);
            Require(entry, Same(plaintext, EventCodecs.Write(events)), "body is not canonical");
        }
        catch (InvalidDataException e)
        {
            throw new TamperedRecordException(entry.Customer, entry.Version, "body: " + e.Message);
        }

        Require(entry, header.EventNames.SequenceEqual(events.Select(EventCodecs.NameOf)), "events are not those that the header names");
        return new OpenedEntry(header, entry.Hash, events);
    }

    private static EntryHeader ReadHeader(StoredEntry entry)
    {
        try
        {
            return EntryHeaderCodec.Read(entry.Header);
        }
        catch (InvalidDataException e)
        {
            throw new TamperedRecordException(entry.Customer, entry.Version, "header: " + e.Message);
        }
    }

    private static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    private static void Require(StoredEntry entry, bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TamperedRecordException(entry.Customer, entry.Version, otherwise);
        }
    }
}

/// <summary>An entry as it reads.</summary>
/// <param name="Header">What it says in the clear.</param>
/// <param name="Hash">SHA-256 of the header, 32 bytes.</param>
/// <param name="Events">What happened.</param>
public sealed record OpenedEntry(EntryHeader Header, ReadOnlyMemory<byte> Hash, ImmutableArray<CustomerEvent> Events);
