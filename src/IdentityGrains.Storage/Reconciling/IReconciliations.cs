using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Storage.Reconciling;

/// <summary>Who looked at which platform's copies, how far that is, and what differed.</summary>
public interface IReconciliations
{
    /// <summary>A platform's runs, the newest first.</summary>
    Task<IReadOnlyList<Reconciliation>> Latest(PlatformName platform, int limit, CancellationToken ct);

    /// <summary>A platform's newest run; null before its first.</summary>
    async Task<Reconciliation?> Newest(PlatformName platform, CancellationToken ct) => await Latest(platform, 1, ct) is [var run] ? run : null;

    /// <summary>One run; null when there is none of that number.</summary>
    Task<Reconciliation?> Find(PlatformName platform, long number, CancellationToken ct);

    /// <summary>When everybody was looked at last: the beginning of the newest full run that came to its end; null when none did.</summary>
    Task<DateTimeOffset?> LastFull(PlatformName platform, CancellationToken ct);

    /// <summary>
    /// Begins a run, or carries it on, and writes what it found on the way, in one commit. False when the run is not as it was found any more: somebody else
    /// carried it on, and nothing is written.
    /// </summary>
    /// <param name="before">The run as it was found; null begins it.</param>
    /// <param name="after">The run as it will be.</param>
    /// <param name="drifts">What was found, or what became of it.</param>
    /// <param name="ct">Gives up.</param>
    Task<bool> Keep(Reconciliation? before, Reconciliation after, IReadOnlyList<Drift> drifts, CancellationToken ct);

    /// <summary>A platform's delivery rows after a customer, in the order of customers; null begins.</summary>
    Task<IReadOnlyList<DeliveryRow>> Rows(PlatformName platform, CustomerId? after, int limit, CancellationToken ct);

    /// <summary>Whom a platform knows under these keys; keys that nobody was told under have no entry.</summary>
    /// <param name="platform">Which platform.</param>
    /// <param name="addresses">Digests of its keys, by the index key.</param>
    /// <param name="ct">Gives up.</param>
    Task<IReadOnlyList<CustomerId>> Addressed(PlatformName platform, IReadOnlyList<ReadOnlyMemory<byte>> addresses, CancellationToken ct);

    /// <summary>Drifts of customers on a platform that are not over, and those found since an instant.</summary>
    Task<IReadOnlyList<Drift>> Of(PlatformName platform, IReadOnlyList<CustomerId> customers, DateTimeOffset since, CancellationToken ct);

    /// <summary>A platform's drifts in a stage after one, in the order of customers; all that a run found when <paramref name="stage"/> is null.</summary>
    Task<IReadOnlyList<Drift>> Found(PlatformName platform, long run, DriftStage? stage, CustomerId? after, int customers, CancellationToken ct);

    /// <summary>The newest drifts, of one platform or of all.</summary>
    Task<IReadOnlyList<Drift>> Newest(PlatformName? platform, int limit, CancellationToken ct);

    /// <summary>Writes what somebody decided of a drift. False when it is not as it was read any more, and then nothing is written.</summary>
    Task<bool> Decide(Drift before, Drift after, CancellationToken ct);

    /// <summary>How many drifts are not over, by platform, field and kind.</summary>
    Task<IReadOnlyList<OpenDrifts>> OpenByField(CancellationToken ct);
}

/// <summary>One reconciliation of a platform: it outlives the process that began it.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="Number">Counts the platform's runs, from 1.</param>
/// <param name="Mode">Whom it looks at.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ChangedAt">When it came as far as it is; later each time that it is kept.</param>
/// <param name="StartedBy">Who asked for it: a principal, or the schedule.</param>
/// <param name="Last">The last customer of this stage; null at its beginning.</param>
/// <param name="Feed">Where the platform's change feed was read to; null when it was not.</param>
/// <param name="Stopped">Why it ended early or repaired nothing, in a word; null when it did neither.</param>
/// <param name="Figures">What it counted.</param>
public sealed record Reconciliation(
    PlatformName Platform, long Number, ReconciliationMode Mode, ReconciliationStage Stage, DateTimeOffset StartedAt, DateTimeOffset ChangedAt,
    string StartedBy, CustomerId? Last, string? Feed, string? Stopped, ReconciliationFigures Figures);

/// <summary>Drifts of a field at a platform that are not over.</summary>
/// <param name="Platform">Where.</param>
/// <param name="Field">Which field.</param>
/// <param name="Kind">How they differ.</param>
/// <param name="Count">How many customers' there are.</param>
/// <param name="Since">Since when the oldest was found.</param>
public sealed record OpenDrifts(PlatformName Platform, FieldName Field, DriftKind Kind, long Count, DateTimeOffset Since);

/// <summary>One field of a customer that differs at a platform. It holds no value.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Platform">Where.</param>
/// <param name="Field">Which field.</param>
/// <param name="FoundAt">When it was found first.</param>
/// <param name="Run">The number of the run that saw it last.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Path">Where the platform keeps it.</param>
/// <param name="Version">The customer's version that the platform should hold.</param>
/// <param name="Shown">Digest of what the platform shows, keyed by the customer's key, 32 bytes; null when it shows nothing.</param>
/// <param name="By">Who wrote it there: the platform's own id of a user or program; null when it does not tell.</param>
/// <param name="ChangedAt">When, by the platform's clock; null when it does not tell.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Left">Why nothing is done about it; null otherwise.</param>
/// <param name="StageAt">Since when it stands there.</param>
/// <param name="Repairs">How often the same value was repaired there lately.</param>
/// <param name="DecidedBy">Who had what stands there asserted; null when nobody did.</param>
public sealed record Drift(
    CustomerId Customer, PlatformName Platform, FieldName Field, DateTimeOffset FoundAt, long Run, DriftKind Kind, string Path, long Version,
    ReadOnlyMemory<byte>? Shown, string? By, DateTimeOffset? ChangedAt, DriftStage Stage, LeftBecause? Left, DateTimeOffset StageAt,
    int Repairs, PrincipalId? DecidedBy = null)
{
    /// <summary>True while the platform's copy differs, as far as we know.</summary>
    public bool IsOpen => Stage is DriftStage.Open or DriftStage.Repairing or DriftStage.Left;

    /// <summary>True when both show the same value.</summary>
    public bool ShowsAs(ReadOnlyMemory<byte>? other) =>
        Shown is { } shown ? other is { } theirs && shown.Span.SequenceEqual(theirs.Span) : other is null;
}
