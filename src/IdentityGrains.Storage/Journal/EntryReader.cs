using System.Security.Cryptography;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Journal;

/// <summary>
/// Reads entries back and believes nothing: whatever does not fit is a <see cref="TamperedRecordException"/>. That header and body are canonical is seen by
/// reading them: what reads has one encoding, so it is not written again to compare.
/// </summary>
public static class EntryReader
{
    /// <summary>Reads the header and checks all that can be checked without a key: canonical form, hash, the columns beside it, the body's digest.</summary>
    public static EntryHeader Check(StoredEntry entry)
    {
        var header = ReadHeader(entry);
        Require(entry, IsHash(entry.Hash, entry.Header), "hash is not that of the header");
        Require(entry, header.Customer == entry.Customer, "customer is not the header's");
        Require(entry, header.Version == entry.Version, "version is not the header's");
        Require(entry, header.Principal == entry.Principal, "principal is not the header's");
        Require(entry, header.Operation == entry.Operation, "operation is not the header's");
        Require(entry, header.RecordedAt == entry.RecordedAt, "recorded_at is not the header's");
        Require(entry, IsHash(header.BodyDigest, entry.Body), "body is not the one that the header names");
        return header;
    }

    /// <summary>Reads header and events.</summary>
    public static OpenedEntry Open(StoredEntry entry, CustomerKey key)
    {
        using var opener = key.Opener();
        return Open(entry, opener);
    }

    /// <summary>Reads header and events of one of many entries.</summary>
    internal static OpenedEntry Open(StoredEntry entry, EnvelopeOpener key)
    {
        var header = Check(entry);
        ImmutableArray<CustomerEvent> events;
        try
        {
            events = EventCodecs.Read(key.Open(EnvelopeRole.EntryBody, entry.Customer, entry.Version, entry.Body));
        }
        catch (InvalidDataException e)
        {
            throw new TamperedRecordException(entry.Customer, entry.Version, "body: " + e.Message);
        }

        Require(entry, AreNamed(header.EventNames, events), "events are not those that the header names");
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

    private static bool AreNamed(ImmutableArray<string> names, ImmutableArray<CustomerEvent> events)
    {
        if (names.Length != events.Length)
        {
            return false;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] != EventCodecs.NameOf(events[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHash(ReadOnlyMemory<byte> hash, ReadOnlyMemory<byte> of)
    {
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(of.Span, actual);
        return hash.Span.SequenceEqual(actual);
    }

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
