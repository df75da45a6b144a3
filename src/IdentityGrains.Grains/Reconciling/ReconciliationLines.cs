using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Reconciling;

/// <summary>Tells what is kept of runs, drifts and withdrawals. Pure.</summary>
internal static class ReconciliationLines
{
    /// <summary>A run.</summary>
    public static RunLine Of(Reconciliation run) => new(
        run.Platform, run.Number, run.Mode, run.Stage, run.StartedAt, run.ChangedAt, run.StartedBy, run.Stopped, run.Figures);

    /// <summary>A drift.</summary>
    public static DriftLine Of(Drift drift) => new(
        drift.Customer, drift.Platform, drift.Field, drift.Path, drift.Kind, drift.Version, drift.FoundAt, drift.Run, drift.By, drift.ChangedAt, drift.Stage,
        drift.Left, drift.StageAt);

    /// <summary>A withdrawal that is not shown to be over.</summary>
    public static OpenWithdrawal Of(DeliveryRow row, Policy policy, DateTimeOffset now) => new(
        row.Customer, row.Platform, policy.Platforms.GetValueOrDefault(row.Platform)?.Recipient.LegalName, row.PlannedVersion,
        DeliveryStates.WordOf(row.State), row.Reason, row.PlannedAt, now - row.PlannedAt, row.Attempts, row.DueAt);

    /// <summary>Field by field, what the newest finished runs counted, beside the drifts that are not over.</summary>
    public static ImmutableArray<DriftCell> Map(IEnumerable<Reconciliation> finished, IEnumerable<OpenDrifts> open, Policy policy)
    {
        var runs = finished.ToDictionary(r => r.Platform);
        var drifts = open.ToLookup(d => (d.Platform, Field: d.Field.Value));
        var cells = runs.Values.SelectMany(r => r.Figures.Fields.Keys.Select(f => (r.Platform, Field: f))).Union(drifts.Select(d => d.Key));
        return
        [
            .. cells.OrderBy(c => c.Platform.Value, StringComparer.Ordinal).ThenBy(c => c.Field, StringComparer.Ordinal)
                .Select(c => Cell(c.Platform, c.Field, runs.GetValueOrDefault(c.Platform), [.. drifts[c]], policy)),
        ];
    }

    private static DriftCell Cell(PlatformName platform, string field, Reconciliation? run, OpenDrifts[] open, Policy policy) => new(
        platform, new FieldName(field), run?.Number, run?.ChangedAt, run?.Figures.Fields.GetValueOrDefault(field) ?? FieldFigures.None,
        open.ToImmutableSortedDictionary(d => Words.Of(d.Kind), d => d.Count, StringComparer.Ordinal),
        open.Select(d => ExceptionLaw.SeverityOf(d.Kind, policy)).MaxBy(ExceptionLaw.Gravity), open.Length == 0 ? null : open.Min(d => d.Since));
}
