using System.Buffers.Binary;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// How long to wait before the next attempt: doubling up to a cap, spread by a part that what is sent decides itself, so a seed repeats it.
/// </summary>
internal static class Backoff
{
    /// <summary>The wait after the first attempt.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait: within twice that a platform that is back is told everything. Of one that is away the breaker keeps the crowd.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(20);

    private const int DoublingsToCap = 6;

    /// <summary>The wait after a delivery's last attempt.</summary>
    public static TimeSpan After(DeliveryRow row) => After(row.Attempts, row.Digest.Span);

    /// <summary>Between half and the whole of the doubled wait.</summary>
    /// <param name="attempts">Attempts so far, from 1.</param>
    /// <param name="seed">Four bytes or more that differ from what else is sent.</param>
    public static TimeSpan After(int attempts, ReadOnlySpan<byte> seed)
    {
        var doubled = Math.Min(Base.Ticks << Math.Min(attempts - 1, DoublingsToCap), Cap.Ticks);
        var spread = BinaryPrimitives.ReadUInt32BigEndian(seed) + (uint)attempts * 2_654_435_761L;
        return TimeSpan.FromTicks(doubled / 2 + spread % (doubled / 2));
    }
}
