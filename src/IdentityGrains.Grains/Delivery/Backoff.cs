using System.Buffers.Binary;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>How long to wait before the next attempt: doubling up to a cap, spread by a part that the delivery itself decides, so a seed repeats it.</summary>
internal static class Backoff
{
    /// <summary>The wait after the first attempt.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromMinutes(5);

    private const int DoublingsToCap = 10;

    /// <summary>Between half and the whole of the doubled wait.</summary>
    public static TimeSpan After(DeliveryRow row)
    {
        var doubled = Math.Min(Base.Ticks << Math.Min(row.Attempts - 1, DoublingsToCap), Cap.Ticks);
        var spread = BinaryPrimitives.ReadUInt32BigEndian(row.Digest.Span) + (uint)row.Attempts * 2_654_435_761L;
        return TimeSpan.FromTicks(doubled / 2 + spread % (doubled / 2));
    }
}
