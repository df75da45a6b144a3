using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>What one step of a run comes to.</summary>
/// <param name="After">The run after it.</param>
/// <param name="Drifts">What was found, or what became of it.</param>
/// <param name="Wait">How long to wait before the next step; null for not at all.</param>
internal sealed record StageStep(Reconciliation After, IReadOnlyList<Drift> Drifts, TimeSpan? Wait)
{
    // Where a platform does not say how long.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>The same step is tried again later.</summary>
    public static StageStep Waits(Reconciliation run, TimeSpan? wait) => new(run, [], wait ?? Pause);
}

/// <summary>How a drift ends.</summary>
internal static class DriftEnds
{
    /// <summary>The platform shows it no more: repaired if it was told anew, else gone by itself.</summary>
    public static Drift Over(this Drift drift, DateTimeOffset now) => drift with
    {
        Stage = drift.Stage == DriftStage.Repairing ? DriftStage.Repaired : DriftStage.Gone, Left = null, StageAt = now.InMicroseconds(),
    };

    /// <summary>Left to people.</summary>
    public static Drift LeftFor(this Drift drift, LeftBecause why, DateTimeOffset now) => drift with
    {
        Stage = DriftStage.Left, Left = why, StageAt = now.InMicroseconds(),
    };

    /// <summary>The platform is told anew.</summary>
    public static Drift Repairing(this Drift drift, DateTimeOffset now) => drift with
    {
        Stage = DriftStage.Repairing, Left = null, StageAt = now.InMicroseconds(), Repairs = drift.Repairs + 1,
    };
}
