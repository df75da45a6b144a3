using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// The database's time, between two looks carried on by the process's monotonic clock. No machine's own clock decides: silos would disagree. Each look leaves
/// a doubt, half the time that the answer took, which grows until the next; beyond the limit there is no time.
/// </summary>
internal sealed class PostgresClock(TimeProvider time) : IStoreClock
{
    /// <summary>The doubt beyond which nothing is decided by this clock any more.</summary>
    public static readonly TimeSpan LargestDoubt = TimeSpan.FromSeconds(2);

    // How wrong the process's clock may go, at worst: two seconds are reached a hundred seconds after the last look.
    private const double Drift = 0.02;

    private Look? _last;

    /// <inheritdoc/>
    public DateTimeOffset Now => Volatile.Read(ref _last) is { } last && Doubt(last) <= LargestDoubt ? By(last) : throw new StoreUnreachableException();

    /// <inheritdoc/>
    public DateTimeOffset Roughly => Volatile.Read(ref _last) is { } last ? By(last) : throw new StoreUnreachableException();

    /// <summary>The moment at which the database is asked.</summary>
    public long Ask() => time.GetTimestamp();

    /// <summary>Takes in what the database said, in microseconds. A better look replaces one that has come to be in greater doubt.</summary>
    public void Hear(long asked, long microseconds)
    {
        var took = time.GetElapsedTime(asked);
        var look = new Look(Canonical.Instant(microseconds) + took / 2, time.GetTimestamp(), took / 2);
        if (Volatile.Read(ref _last) is not { } last || look.Doubt <= Doubt(last))
        {
            Volatile.Write(ref _last, look);
        }
    }

    private DateTimeOffset By(Look look) => (look.Told + time.GetElapsedTime(look.At)).InMicroseconds();

    private TimeSpan Doubt(Look look) => look.Doubt + time.GetElapsedTime(look.At) * Drift;

    private sealed record Look(DateTimeOffset Told, long At, TimeSpan Doubt);
}
