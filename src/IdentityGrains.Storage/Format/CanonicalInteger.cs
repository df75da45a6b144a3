using System.Buffers.Binary;

namespace IdentityGrains.Storage.Format;

/// <summary>One canonical integer, in its shortest form.</summary>
internal static class CanonicalInteger
{
    private const byte Negative = 0x20;
    private const byte OneByte = 24;

    /// <summary>Writes it at the beginning of a buffer and says how many bytes it has, at most nine.</summary>
    public static int Write(Span<byte> destination, long value)
    {
        var major = value < 0 ? Negative : (byte)0;
        var number = (ulong)(value < 0 ? -1 - value : value);
        switch (number)
        {
            case < OneByte:
                destination[0] = (byte)(major | (byte)number);
                return 1;
            case <= byte.MaxValue:
                (destination[0], destination[1]) = ((byte)(major | OneByte), (byte)number);
                return 2;
            case <= ushort.MaxValue:
                destination[0] = (byte)(major | (OneByte + 1));
                BinaryPrimitives.WriteUInt16BigEndian(destination[1..], (ushort)number);
                return 3;
            case <= uint.MaxValue:
                destination[0] = (byte)(major | (OneByte + 2));
                BinaryPrimitives.WriteUInt32BigEndian(destination[1..], (uint)number);
                return 5;
            default:
                destination[0] = (byte)(major | (OneByte + 3));
                BinaryPrimitives.WriteUInt64BigEndian(destination[1..], number);
                return 9;
        }
    }
}
