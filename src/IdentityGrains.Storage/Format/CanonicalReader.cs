using System.Buffers.Binary;
using System.Text;

namespace IdentityGrains.Storage.Format;

/// <summary>
/// Reads the canonical bytes in one pass, and nothing else: every item has one encoding that is accepted, the writer's. So a document that reads to its end
/// need not be written again to know that it is canonical. Whatever does not fit is an <see cref="InvalidDataException"/>, without a word of the content.
/// </summary>
internal sealed class CanonicalReader(ReadOnlyMemory<byte> bytes)
{
    private const int Unsigned = 0;
    private const int Negative = 1;
    private const int Bytes = 2;
    private const int Text = 3;
    private const int Array = 4;
    private const byte False = 0xf4;
    private const byte True = 0xf5;
    private const byte Null = 0xf6;
    private const int UsualDepth = 8;

    // It throws where bytes are no UTF-8: replaced ones would be written otherwise than they were read.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _at;
    private int _depth;

    // Items that the innermost open array still owes; outside of all, the one document.
    private int _left = 1;
    private int[] _outer = new int[UsualDepth];

    public int BytesRemaining => bytes.Length - _at;

    /// <summary>True when the next item is null.</summary>
    public bool IsNull => _left > 0 && _at < bytes.Length && bytes.Span[_at] == Null;

    public int ReadStartArray()
    {
        var length = ReadHead(Array);

        // Each member has a byte at least: a length that cannot be is refused before anything is set aside for it.
        if (length > (ulong)BytesRemaining)
        {
            throw Wrong();
        }

        if (_depth == _outer.Length)
        {
            System.Array.Resize(ref _outer, 2 * _depth);
        }

        _outer[_depth++] = _left;
        return _left = (int)length;
    }

    public void ReadEndArray()
    {
        if (_left != 0 || _depth == 0)
        {
            throw Wrong();
        }

        _left = _outer[--_depth];
    }

    public long ReadInt64()
    {
        var span = Next();
        var major = span[0] >> 5;
        var value = ReadHead(major);
        return major is Unsigned or Negative && value <= long.MaxValue ? major == Unsigned ? (long)value : -1 - (long)value : throw Wrong();
    }

    public int ReadInt32() => ReadInt64() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Wrong();

    public bool ReadBoolean() => ReadSimple() switch { True => true, False => false, _ => throw Wrong() };

    public void ReadNull()
    {
        if (ReadSimple() != Null)
        {
            throw Wrong();
        }
    }

    /// <summary>A part of the document itself, not a copy.</summary>
    public ReadOnlyMemory<byte> ReadByteString()
    {
        var length = ReadHead(Bytes);
        return Take(length);
    }

    public string ReadTextString()
    {
        var length = ReadHead(Text);
        try
        {
            return Utf8.GetString(Take(length).Span);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("The bytes are no canonical document of this kind", e);
        }
    }

    private static InvalidDataException Wrong() => new("The bytes are no canonical document of this kind");

    private ReadOnlySpan<byte> Next() => _left > 0 && _at < bytes.Length ? bytes.Span[_at..] : throw Wrong();

    private byte ReadSimple()
    {
        var simple = Next()[0];
        _at++;
        _left--;
        return simple;
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)BytesRemaining)
        {
            throw Wrong();
        }

        var taken = bytes.Slice(_at, (int)length);
        _at += (int)length;
        return taken;
    }

    // The shortest form only: one that says a small number in more bytes is not the writer's.
    private ulong ReadHead(int major)
    {
        var span = Next();
        var info = span[0] & 0x1f;
        var size = info switch { < 24 => 0, 24 => 1, 25 => 2, 26 => 4, 27 => 8, _ => throw Wrong() };
        if (span[0] >> 5 != major || span.Length <= size)
        {
            throw Wrong();
        }

        var value = size switch
        {
            0 => (ulong)info,
            1 => span[1],
            2 => BinaryPrimitives.ReadUInt16BigEndian(span[1..]),
            4 => BinaryPrimitives.ReadUInt32BigEndian(span[1..]),
            _ => BinaryPrimitives.ReadUInt64BigEndian(span[1..]),
        };
        var least = size switch { 0 => 0UL, 1 => 24UL, 2 => 1UL << 8, 4 => 1UL << 16, _ => 1UL << 32 };
        if (value < least)
        {
            throw Wrong();
        }

        _at += 1 + size;
        _left--;
        return value;
    }
}
