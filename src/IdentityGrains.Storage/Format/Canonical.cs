using System.Formats.Cbor;

namespace IdentityGrains.Storage.Format;

/// <summary>
/// Canonical bytes: CBOR (RFC 8949, core deterministic encoding), positional arrays, no maps, no floating point. Equal values have equal bytes and the
/// other way round, because hashes are taken of them for ever.
/// </summary>
internal static class Canonical
{
    public const int HashSize = 32;

    private const int TicksPerMicrosecond = 10;
    private const int FirstCapacity = 512;
    private const int LargestSpare = 16 * 1024;

    [ThreadStatic]
    private static CborWriter? _spare;

    public static byte[] Write<T>(T value, Action<CborWriter, T> content)
    {
        // Taken, not shared: what writes a document may write another on the way. A writer in which something failed is not used again.
        var writer = _spare ?? new CborWriter(CborConformanceMode.Canonical, initialCapacity: FirstCapacity);
        _spare = null;
        content(writer, value);
        var bytes = writer.Encode();

        // Resetting wipes what was written, which may be personal.
        writer.Reset();
        _spare = bytes.Length <= LargestSpare ? writer : null;
        return bytes;
    }

    /// <summary>Reads one whole document. Whatever is wrong with it is an <see cref="InvalidDataException"/>, without a word of its content.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, Func<CanonicalReader, T> content)
    {
        try
        {
            var reader = new CanonicalReader(bytes);
            var value = content(reader);
            return reader.BytesRemaining == 0 ? value : throw new InvalidDataException("Bytes follow the end of the document");
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException("The bytes are no canonical document of this kind", e);
        }
    }

    /// <summary>Begins an array that must have this many members: a member too many or too few is another format.</summary>
    public static void Expect(this CanonicalReader reader, int members)
    {
        if (reader.ReadStartArray() != members)
        {
            throw new InvalidDataException("An array has another number of members");
        }
    }

    public static void WriteArray<T>(this CborWriter writer, ImmutableArray<T> items, Action<CborWriter, T> write)
    {
        // A command that came over the wire without its list says the same as one with an empty list.
        var all = items.IsDefault ? [] : items;
        writer.WriteStartArray(all.Length);
        foreach (var item in all)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    public static ImmutableArray<T> ReadArray<T>(this CanonicalReader reader, Func<CanonicalReader, T> read)
    {
        var length = reader.ReadStartArray();
        if (length == 0)
        {
            reader.ReadEndArray();
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(length);
        for (var i = 0; i < length; i++)
        {
            items.Add(read(reader));
        }

        reader.ReadEndArray();
        return items.MoveToImmutable();
    }

    public static void WriteOptional<T>(this CborWriter writer, T? value, Action<CborWriter, T> write)
        where T : struct
    {
        if (value is { } present)
        {
            write(writer, present);
        }
        else
        {
            writer.WriteNull();
        }
    }

    public static T? ReadOptional<T>(this CanonicalReader reader, Func<CanonicalReader, T> read)
        where T : struct
    {
        if (!reader.IsNull)
        {
            return read(reader);
        }

        reader.ReadNull();
        return null;
    }

    public static void WriteOptionalText(this CborWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteTextString(text);
        }
    }

    public static string? ReadOptionalText(this CanonicalReader reader)
    {
        if (!reader.IsNull)
        {
            return reader.ReadTextString();
        }

        reader.ReadNull();
        return null;
    }

    /// <summary>Unix time in microseconds. A finer instant is refused: rounding it would make the bytes say another time than the decision did.</summary>
    public static void WriteInstant(this CborWriter writer, DateTimeOffset at) => writer.WriteInt64(Microseconds(at));

    public static DateTimeOffset ReadInstant(this CanonicalReader reader) => Instant(reader.ReadInt64());

    public static long Microseconds(DateTimeOffset at)
    {
        var ticks = at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return ticks % TicksPerMicrosecond == 0
            ? ticks / TicksPerMicrosecond
            : throw new ArgumentException("An instant in the record has whole microseconds", nameof(at));
    }

    public static DateTimeOffset Instant(long microseconds) =>
        new(checked(DateTimeOffset.UnixEpoch.Ticks + microseconds * TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The member's number. A number without a member is refused on both ways: it would mean nothing for ever.</summary>
    public static void WriteMember<T>(this CborWriter writer, T member)
        where T : struct, Enum =>
        writer.WriteInt32(Enum.IsDefined(member)
            ? Convert.ToInt32(member, CultureInfo.InvariantCulture)
            : throw new ArgumentOutOfRangeException(nameof(member)));

    public static T ReadMember<T>(this CanonicalReader reader)
        where T : struct, Enum
    {
        var member = System.Runtime.CompilerServices.Unsafe.BitCast<int, T>(reader.ReadInt32());
        return Enum.IsDefined(member) ? member : throw new InvalidDataException("A number that names nothing");
    }

    public static ReadOnlyMemory<byte> ReadHash(this CanonicalReader reader) => reader.ReadBytes(HashSize);

    public static ReadOnlyMemory<byte> ReadBytes(this CanonicalReader reader, int size)
    {
        var bytes = reader.ReadByteString();
        return bytes.Length == size ? bytes : throw new InvalidDataException("A byte string has another length");
    }

    public static void WriteHash(this CborWriter writer, ReadOnlyMemory<byte> hash) =>
        writer.WriteByteString(hash.Length == HashSize ? hash.Span : throw new ArgumentException("A hash has 32 bytes", nameof(hash)));
}
