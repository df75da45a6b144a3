using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Reconciling;

/// <summary>Whom a reconciliation looks at. Numbers are stored: never reuse one.</summary>
public enum ReconciliationMode
{
    /// <summary>Those whom the platform's change feed names. The others did not change there.</summary>
    Incremental = 1,

    /// <summary>Another share each time, until everybody had a turn.</summary>
    Sample = 2,

    /// <summary>Everybody.</summary>
    Full = 3,
}

/// <summary>How far a reconciliation is. Numbers are stored: never reuse one.</summary>
public enum ReconciliationStage
{
    /// <summary>Copies are looked at. Nothing is repaired before it is known how much differs.</summary>
    Looking = 1,

    /// <summary>The platform is told anew where it differs.</summary>
    Repairing = 2,

    /// <summary>It is looked whether that helped.</summary>
    Verifying = 3,

    /// <summary>Over.</summary>
    Finished = 4,
}

/// <summary>When a platform is looked at, and whom.</summary>
public static class ReconciliationPlan
{
    /// <summary>The mode of a run that begins now.</summary>
    /// <param name="plan">What the policy says.</param>
    /// <param name="hasFeed">True when the platform tells what changed there.</param>
    /// <param name="lastFull">When everybody was looked at last; null when never.</param>
    /// <param name="now">When it begins.</param>
    public static ReconciliationMode ModeOf(ReconcilePlan plan, bool hasFeed, DateTimeOffset? lastFull, DateTimeOffset now)
    {
        // A feed tells of changes since some run. Before the first full sweep there is nothing that it could be added to.
        if (lastFull is null || (plan.FullSweep is { } every && now >= lastFull + every))
        {
            return ReconciliationMode.Full;
        }

        return Words.TryRead<ReconciliationMode>(plan.Mode, out var mode) && (mode != ReconciliationMode.Incremental || hasFeed)
            ? mode
            : ReconciliationMode.Sample;
    }

    /// <summary>Into how many parts customers fall, of which a sample takes one.</summary>
    /// <param name="share">The share that the policy has confirmed, 0 to 1.</param>
    public static int Parts(double share) => share <= 0 ? MostParts : (int)Math.Clamp(Math.Ceiling(1 / share), 1, MostParts);

    /// <summary>At most so many, or a customer's turn would never come.</summary>
    public const int MostParts = 100;
}
