using System.Formats.Cbor;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Delivery;

/// <summary>
/// The holding's canonical bytes: <c>[1, [[field, acknowledged|null, [unanswered], refused]]]</c>, fields in ordinal order. The last member stands only where
/// something was refused.
/// </summary>
internal static class HoldingCodec
{
    private const int Format = 1;
    private const int Members = 3;

    public static byte[] Write(Holding holding) => Canonical.Write(holding, static (writer, h) =>
    {
        writer.WriteStartArray(2);
        writer.WriteInt32(Format);
        writer.WriteArray([.. h.Fields], Write);
        writer.WriteEndArray();
    });

    public static Holding Read(ReadOnlyMemory<byte> bytes) => Canonical.Read(bytes, static reader =>
    {
        reader.Expect(2);
        if (reader.ReadInt32() != Format)
        {
            throw new InvalidDataException("A holding of no known format");
        }

        var holding = new Holding(Holding.Nothing.Fields.AddRange(reader.ReadArray(ReadField)));
        reader.ReadEndArray();
        return holding;
    });

    private static void Write(CborWriter writer, KeyValuePair<FieldName, HeldField> field)
    {
        writer.WriteStartArray(field.Value.Refused is null ? Members : Members + 1);
        writer.WriteTextString(field.Key.Value);
        WriteAcknowledged(writer, field.Value.Acknowledged);
        writer.WriteArray(field.Value.Unanswered, Write);
        if (field.Value.Refused is { } refused)
        {
            writer.WriteStartArray(2);
            writer.WriteTextString(refused.Path);
            writer.WriteInt64(refused.ValueVersion);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static KeyValuePair<FieldName, HeldField> ReadField(CanonicalReader reader)
    {
        var members = reader.ReadStartArray();
        var field = KeyValuePair.Create(
            new FieldName(reader.ReadTextString()),
            new HeldField(ReadAcknowledged(reader), reader.ReadArray(ReadValue)) { Refused = members > Members ? ReadRefused(reader) : null });
        reader.ReadEndArray();
        return field;
    }

    private static void WriteAcknowledged(CborWriter writer, HeldValue? value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            Write(writer, value);
        }
    }

    private static HeldValue? ReadAcknowledged(CanonicalReader reader)
    {
        if (!reader.IsNull)
        {
            return ReadValue(reader);
        }

        reader.ReadNull();
        return null;
    }

    private static RefusedValue ReadRefused(CanonicalReader reader)
    {
        reader.Expect(2);
        var value = new RefusedValue(reader.ReadTextString(), reader.ReadInt64());
        reader.ReadEndArray();
        return value;
    }

    private static void Write(CborWriter writer, HeldValue value)
    {
        writer.WriteStartArray(6);
        writer.WriteTextString(value.DeliveryId);
        writer.WriteInt64(value.Version);
        writer.WriteInt64(value.ValueVersion);
        writer.WriteOptional(value.Commitment, Canonical.WriteHash);
        writer.WriteMember(value.Level);
        writer.WriteInstant(value.At);
        writer.WriteEndArray();
    }

    private static HeldValue ReadValue(CanonicalReader reader)
    {
        reader.Expect(6);
        var value = new HeldValue(
            reader.ReadTextString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadCommitment(), reader.ReadMember<AckLevel>(), reader.ReadInstant());
        reader.ReadEndArray();
        return value;
    }
}
