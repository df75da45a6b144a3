using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Torture.Mutants;

/// <summary>The host's own clock, taken for the store's.</summary>
internal sealed class HostClock(TimeProvider time) : IStoreClock
{
    public DateTimeOffset Now => time.GetUtcNow().InMicroseconds();

    public DateTimeOffset Roughly => Now;
}
