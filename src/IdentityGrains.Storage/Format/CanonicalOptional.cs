using System.Formats.Cbor;

namespace IdentityGrains.Storage.Format;

/// <summary>Members that may be null.</summary>
internal static class CanonicalOptional
{
    public static void WriteOptionalOf<T>(this CborWriter writer, T? value, Action<CborWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            write(writer, value);
        }
    }

    public static T? ReadOptionalOf<T>(this CanonicalReader reader, Func<CanonicalReader, T> read)
        where T : class
    {
        if (!reader.IsNull)
        {
            return read(reader);
        }

        reader.ReadNull();
        return null;
    }

    public static void WriteOptionalInstant(this CborWriter writer, DateTimeOffset? at) => writer.WriteOptional(at, Canonical.WriteInstant);

    public static DateTimeOffset? ReadOptionalInstant(this CanonicalReader reader) => reader.ReadOptional(Canonical.ReadInstant);
}
