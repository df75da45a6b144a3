using System.Diagnostics;

namespace IdentityGrains.Torture.Histories;

/// <summary>Translates instants of the log into the store's time, by what the store's clock said now and then.</summary>
internal sealed class StoreTime(IReadOnlyList<(long At, DateTimeOffset Told)> told)
{
    /// <summary>True when the store was ever asked.</summary>
    public bool IsKnown => told.Count > 0;

    /// <summary>The store's time at an instant.</summary>
    public DateTimeOffset Of(long at)
    {
        var nearest = told.MinBy(t => Math.Abs(t.At - at));
        return nearest.Told + Stopwatch.GetElapsedTime(nearest.At, at);
    }
}
