using System.Formats.Cbor;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Storage.Format;

/// <summary>Ids, keys and field values: <c>[kind, ...]</c>.</summary>
internal static class ValueCodec
{
    private const int Nothing = 0;
    private const int Text = 1;
    private const int Flag = 2;
    private const int Topics = 3;
    private const int Parts = 4;

    public static void Write(this CborWriter writer, CustomerId customer)
    {
        Span<byte> id = stackalloc byte[CustomerId.Size];
        customer.CopyTo(id);
        writer.WriteByteString(id);
    }

    public static CustomerId ReadCustomerId(this CanonicalReader reader) => CustomerId.FromBytes(reader.ReadBytes(CustomerId.Size).Span);

    public static void Write(this CborWriter writer, NativeKey key)
    {
        writer.WriteStartArray(2);
        writer.WriteTextString(key.Source.Value);
        writer.WriteTextString(key.Key);
        writer.WriteEndArray();
    }

    public static NativeKey ReadNativeKey(this CanonicalReader reader)
    {
        reader.Expect(2);
        var key = NativeKey.FromTrusted(new SourceName(reader.ReadTextString()), reader.ReadTextString());
        reader.ReadEndArray();
        return key;
    }

    public static void Write(this CborWriter writer, FieldValue value)
    {
        writer.WriteStartArray(value is FieldValue.Nothing ? 1 : 2);
        switch (value)
        {
            case FieldValue.Nothing:
                writer.WriteInt32(Nothing);
                break;
            case FieldValue.Text text:
                writer.WriteInt32(Text);
                writer.WriteTextString(text.Value);
                break;
            case FieldValue.Flag flag:
                writer.WriteInt32(Flag);
                writer.WriteBoolean(flag.Value);
                break;
            case FieldValue.Topics topics:
                writer.WriteInt32(Topics);
                writer.WriteArray(topics.Values, static (w, topic) => w.WriteTextString(topic));
                break;
            case FieldValue.Parts parts:
                writer.WriteInt32(Parts);
                writer.WriteArray(parts.Values, Write);
                break;
            default:
                throw new System.Diagnostics.UnreachableException("A value of no known kind");
        }

        writer.WriteEndArray();
    }

    public static FieldValue ReadFieldValue(this CanonicalReader reader)
    {
        var members = reader.ReadStartArray();
        var kind = reader.ReadInt32();
        if (members != (kind == Nothing ? 1 : 2))
        {
            throw new InvalidDataException("A value has another number of members");
        }

        FieldValue value = kind switch
        {
            Nothing => FieldValue.Blank,
            Text => new FieldValue.Text(reader.ReadTextString()),
            Flag => new FieldValue.Flag(reader.ReadBoolean()),
            Topics => new FieldValue.Topics(reader.ReadArray(static r => r.ReadTextString())),
            Parts => new FieldValue.Parts(reader.ReadArray(ReadPart)),
            _ => throw new InvalidDataException("A value of no known kind"),
        };
        reader.ReadEndArray();
        return value;
    }

    public static void Write(CborWriter writer, Part part)
    {
        writer.WriteStartArray(2);
        writer.WriteTextString(part.Name);
        writer.WriteTextString(part.Text);
        writer.WriteEndArray();
    }

    public static Part ReadPart(CanonicalReader reader)
    {
        reader.Expect(2);
        var part = new Part(reader.ReadTextString(), reader.ReadTextString());
        reader.ReadEndArray();
        return part;
    }
}
