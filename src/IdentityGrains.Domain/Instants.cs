namespace IdentityGrains.Domain;

/// <summary>The record keeps instants in whole microseconds of UTC, as a database column does.</summary>
public static class Instants
{
    /// <summary>What lies between two instants of the record at least.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromTicks(TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant in UTC, without what is finer than a microsecond.</summary>
    public static DateTimeOffset InMicroseconds(this DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
