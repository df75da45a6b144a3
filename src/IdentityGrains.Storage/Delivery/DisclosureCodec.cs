using System.Diagnostics;
using System.Formats.Cbor;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Delivery;

/// <summary>
/// The disclosure log's canonical bytes: <c>[1, customer, platform, number, previousHash, at, kind, deliveryId, plannedVersion, policy|null,
/// recipient|null, [outcome words], level|null, [fields]]</c>.
/// </summary>
internal static class DisclosureCodec
{
    private const int Format = 1;
    private const int Members = 14;
    private const int FieldMembers = 5;
    private const string AttemptStarted = "attempt-started.1";
    private const string AttemptAnswered = "attempt-answered.1";
    private const string DeliveryAcknowledged = "delivery-acknowledged.1";

    public static byte[] Write(DisclosureEntry entry) => Canonical.Write(entry, Write);

    public static DisclosureEntry Read(ReadOnlyMemory<byte> bytes) => Canonical.Read(bytes, Read);

    private static void Write(CborWriter writer, DisclosureEntry entry)
    {
        var started = entry.Event as DisclosureEvent.AttemptStarted;
        writer.WriteStartArray(Members);
        writer.WriteInt32(Format);
        writer.Write(entry.Customer);
        writer.WriteTextString(entry.Platform.Value);
        writer.WriteInt64(entry.Number);
        writer.WriteHash(entry.PreviousHash);
        writer.WriteInstant(entry.Event.At);
        writer.WriteTextString(Kind(entry.Event));
        writer.WriteTextString(entry.Event.DeliveryId);
        writer.WriteInt64(entry.Event.PlannedVersion);
        writer.WriteOptionalText(started?.Policy);
        writer.WriteOptionalText(started?.Recipient);
        writer.WriteArray((entry.Event as DisclosureEvent.AttemptAnswered)?.Outcome ?? [], static (w, word) => w.WriteTextString(word));
        writer.WriteOptional(Level(entry.Event), static (w, level) => w.WriteMember(level));
        writer.WriteArray(started?.Fields ?? (entry.Event as DisclosureEvent.AttemptAnswered)?.Refused ?? [], Write);
        writer.WriteEndArray();
    }

    private static DisclosureEntry Read(CanonicalReader reader)
    {
        reader.Expect(Members);
        if (reader.ReadInt32() != Format)
        {
            throw new InvalidDataException("A disclosure of no known format");
        }

        var (customer, platform) = (reader.ReadCustomerId(), new PlatformName(reader.ReadTextString()));
        var (number, previous) = (reader.ReadInt64(), reader.ReadHash());
        var (at, kind, delivery, version) = (reader.ReadInstant(), reader.ReadTextString(), reader.ReadTextString(), reader.ReadInt64());
        var (policy, recipient) = (reader.ReadOptionalText(), reader.ReadOptionalText());
        var (words, level) = (reader.ReadArray(static r => r.ReadTextString()), reader.ReadOptional(static r => r.ReadMember<AckLevel>()));
        var fields = reader.ReadArray(ReadField);
        reader.ReadEndArray();

        // Members that a kind has no use for stay empty; the writer's bytes are compared where this is verified.
        DisclosureEvent happened = (kind, policy, recipient, level) switch
        {
            (AttemptStarted, { } p, { } r, null) => new DisclosureEvent.AttemptStarted(at, delivery, version, p, r, fields),
            (AttemptAnswered, null, null, { } l) => new DisclosureEvent.AttemptAnswered(at, delivery, version, words, l) { Refused = fields },
            (DeliveryAcknowledged, null, null, { } l) => new DisclosureEvent.DeliveryAcknowledged(at, delivery, version, l),
            _ => throw new InvalidDataException("A disclosure of no known kind"),
        };
        return new DisclosureEntry(customer, platform, number, previous, happened);
    }

    private static string Kind(DisclosureEvent happened) => happened switch
    {
        DisclosureEvent.AttemptStarted => AttemptStarted,
        DisclosureEvent.AttemptAnswered => AttemptAnswered,
        DisclosureEvent.DeliveryAcknowledged => DeliveryAcknowledged,
        _ => throw new UnreachableException($"The disclosure log does not know {happened.GetType().Name}"),
    };

    private static AckLevel? Level(DisclosureEvent happened) => happened switch
    {
        DisclosureEvent.AttemptAnswered e => e.Level,
        DisclosureEvent.DeliveryAcknowledged e => e.Level,
        _ => null,
    };

    private static void Write(CborWriter writer, DisclosedField field)
    {
        // Of whoever has none, the member does not stand: entries of before bases were recorded read as they always did.
        writer.WriteStartArray(field.Basis is null ? FieldMembers : FieldMembers + 1);
        writer.WriteTextString(field.Field.Value);
        writer.WriteTextString(field.Path);
        writer.WriteOptionalText(field.Purpose?.Value);
        writer.WriteInt64(field.ValueVersion);
        writer.WriteOptional(field.Commitment, Canonical.WriteHash);
        if (field.Basis is { } basis)
        {
            writer.WriteTextString(basis);
        }

        writer.WriteEndArray();
    }

    private static DisclosedField ReadField(CanonicalReader reader)
    {
        var members = reader.ReadStartArray();
        var field = new DisclosedField(
            new FieldName(reader.ReadTextString()), reader.ReadTextString(),
            reader.ReadOptionalText() is { } purpose ? new PurposeName(purpose) : null, reader.ReadInt64(), reader.ReadCommitment(),
            members > FieldMembers ? reader.ReadTextString() : null);
        reader.ReadEndArray();
        return field;
    }

    internal static ReadOnlyMemory<byte>? ReadCommitment(this CanonicalReader reader) =>
        reader.ReadOptional<ReadOnlyMemory<byte>>(static r => r.ReadHash());
}
