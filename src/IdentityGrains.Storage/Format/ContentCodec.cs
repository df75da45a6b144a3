using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Storage.Format;

/// <summary>What is told to a platform as canonical bytes, for keyed digests: two contents are the same exactly when their bytes are.</summary>
public static class ContentCodec
{
    /// <summary>
    /// The bytes of a whole content: platform, key, and each field with its place, value and purpose; of a purpose's state the version of its act too.
    /// </summary>
    public static byte[] Write(PlatformName platform, DeliveryPlan.Tell content) => Canonical.Write((platform, content), static (writer, c) =>
    {
        writer.WriteStartArray(3);
        writer.WriteTextString(c.platform.Value);
        writer.WriteTextString(c.content.Address);
        writer.WriteArray(c.content.Fields, static (w, field) =>
        {
            // The same yes given by another act is another content: it must be told, although it says the same.
            var isSignal = SignalField.Is(field.Field);
            w.WriteStartArray(isSignal ? 5 : 4);
            w.WriteTextString(field.Field.Value);
            w.WriteTextString(field.To);
            w.Write(field.Value);
            w.WriteTextString(field.Purpose?.Value ?? "");
            if (isSignal)
            {
                w.WriteInt64(field.ValueVersion);
            }

            w.WriteEndArray();
        });
        writer.WriteEndArray();
    });

    /// <summary>The bytes of a record's end: platform, key, and what becomes of it.</summary>
    public static byte[] Write(PlatformName platform, DeliveryPlan.End content) => Canonical.Write((platform, content), static (writer, c) =>
    {
        writer.WriteStartArray(3);
        writer.WriteTextString(c.platform.Value);
        writer.WriteTextString(c.content.Address);
        writer.WriteTextString(Words.Of(c.content.How));
        writer.WriteEndArray();
    });

    /// <summary>The bytes of one field's value, for the commitment in the disclosure log.</summary>
    public static byte[] Write(FieldName field, FieldValue value) => Canonical.Write((field, value), static (writer, c) =>
    {
        writer.WriteStartArray(2);
        writer.WriteTextString(c.field.Value);
        writer.Write(c.value);
        writer.WriteEndArray();
    });
}
