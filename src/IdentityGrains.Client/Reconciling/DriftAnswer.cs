using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Reconciling;
using Orleans;

namespace IdentityGrains.Client.Reconciling;

/// <summary>What is known of one field at one platform.</summary>
/// <param name="Platform">Where.</param>
/// <param name="Field">Which field.</param>
/// <param name="Run">The newest finished run that speaks of it; null when none does.</param>
/// <param name="AsOf">When that run ended; null when there is none.</param>
/// <param name="Figures">What it counted.</param>
/// <param name="Kinds">Drifts that are not over, by kind.</param>
/// <param name="Worst">How grave the gravest of them is; null when there is none.</param>
/// <param name="Since">Since when the oldest is known; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("drift-cell")]
public sealed record DriftCell(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] FieldName Field, [property: Id(2)] long? Run, [property: Id(3)] DateTimeOffset? AsOf,
    [property: Id(4)] FieldFigures Figures, [property: Id(5)] ImmutableSortedDictionary<string, long> Kinds, [property: Id(6)] string? Worst,
    [property: Id(7)] DateTimeOffset? Since)
{
    /// <summary>Drifts that are not over.</summary>
    public long Open => Kinds.Values.Sum();

    /// <summary>Which field, and where.</summary>
    public override string ToString() => $"{Platform} {Field}";
}

/// <summary>Why what stands at a platform is not asserted, in order of precedence.</summary>
public enum DriftRefusal
{
    /// <summary>Only people say that a platform is right.</summary>
    NotAPerson = 1,

    /// <summary>The person plays no part that the field's drifts are for.</summary>
    NotTheirs = 2,

    /// <summary>What stands there is forbidden, ours, or only spelled otherwise: nobody wrote anything there.</summary>
    NoNews = 3,

    /// <summary>The platform is no source of this field: what stands there is repaired, and changes nobody.</summary>
    NoSource = 4,

    /// <summary>The platform shows ours.</summary>
    Gone = 5,

    /// <summary>What stands there is no value of the field.</summary>
    Unreadable = 6,

    /// <summary>The customer's rules refuse it as such; nothing was recorded.</summary>
    NotTaken = 7,
}

/// <summary>What came of accepting a drift.</summary>
[GenerateSerializer, Immutable, Alias("drift-answer")]
public abstract record DriftAnswer
{
    private protected DriftAnswer()
    {
    }

    /// <summary>What stands there was asserted.</summary>
    /// <param name="Outcome">What resolution did with it.</param>
    /// <param name="Version">The customer's version since.</param>
    /// <param name="Drift">The drift since.</param>
    [GenerateSerializer, Immutable, Alias("drift-answer-done")]
    public sealed record Done([property: Id(0)] Outcome Outcome, [property: Id(1)] long Version, [property: Id(2)] DriftLine Drift) : DriftAnswer;

    /// <summary>No drift of that field is open there.</summary>
    [GenerateSerializer, Immutable, Alias("drift-answer-no-drift")]
    public sealed record NoDrift : DriftAnswer;

    /// <summary>It is not asserted.</summary>
    /// <param name="Why">Why.</param>
    [GenerateSerializer, Immutable, Alias("drift-answer-refused")]
    public sealed record Refused([property: Id(0)] DriftRefusal Why) : DriftAnswer;

    /// <summary>The platform does not show it now; nothing was done.</summary>
    [GenerateSerializer, Immutable, Alias("drift-answer-silent")]
    public sealed record Silent : DriftAnswer;
}
