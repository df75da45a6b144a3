using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>How a run moves on. Pure.</summary>
internal static class RunMoves
{
    /// <summary>Who begins a run that nobody asked for.</summary>
    public const string BySchedule = "schedule";

    /// <summary>The word for a run that repaired nothing because too much differs.</summary>
    public const string Breaker = "breaker";

    /// <summary>The run as kept next: kept later, so that whoever found it before knows that it moved.</summary>
    public static Reconciliation Moved(this Reconciliation run, DateTimeOffset now)
    {
        var at = now.InMicroseconds();
        return run with { ChangedAt = at > run.ChangedAt ? at : run.ChangedAt + Instants.Step };
    }

    /// <summary>The run at the beginning of a stage.</summary>
    public static Reconciliation At(this Reconciliation run, ReconciliationStage stage) => run with { Stage = stage, Last = null };

    /// <summary>After everybody was looked at: repairs, unless so much differs that somebody has to look first.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">The policy's limits.</param>
    /// <param name="covered">Customers of whose copies it speaks.</param>
    public static Reconciliation Looked(this Reconciliation run, ReconcilePlan plan, long covered)
    {
        var figures = run.Figures with { Covered = covered };
        return run.At(figures.Drifting == 0 ? ReconciliationStage.Finished : ReconciliationStage.Repairing) with
        {
            Figures = figures, Stopped = DriftLaw.Stops(covered, figures.Suspect, plan.MaxDriftRatio) ? Breaker : run.Stopped,
        };
    }

    /// <summary>True for a row whose customer is to be looked at by a sample: another part of all each time.</summary>
    public static bool IsInSample(DeliveryRow row, long number, int parts) => row.Customer.Slot % parts == number % parts;

    /// <summary>True when the platform has what the row tells, as far as it says.</summary>
    public static bool IsSettled(DeliveryRow row) => row.State is DeliveryState.Accepted or DeliveryState.Applied or DeliveryState.Confirmed
        or DeliveryState.AcceptedToConfirm or DeliveryState.AppliedToConfirm;

    /// <summary>
    /// The row that tells a platform anew what it was told already: under another id, because it dedupes by that, and of the version that permits it
    /// now, because what permitted it then may have been taken back and given again since.
    /// </summary>
    public static DeliveryRow Anew(DeliveryRow row, long version, bool takesBack, DateTimeOffset now) => row with
    {
        PlannedVersion = version, DeliveryId = "", State = DeliveryState.Planned,
        Lane = takesBack ? Domain.Disclosure.Lane.Withdrawal : Domain.Disclosure.Lane.Correction,
        DueAt = now.InMicroseconds(), PlannedAt = now.InMicroseconds(), Attempts = 0, Reason = null,
    };
}
