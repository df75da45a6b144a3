using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Reconciling;
using Orleans;

namespace IdentityGrains.Client.Reconciling;

/// <summary>What came of asking for a run.</summary>
[GenerateSerializer, Immutable, Alias("start-answer")]
public abstract record StartAnswer
{
    private protected StartAnswer()
    {
    }

    /// <summary>It is under way, begun now or before.</summary>
    /// <param name="Number">The run's number.</param>
    [GenerateSerializer, Immutable, Alias("start-answer-begun")]
    public sealed record Begun([property: Id(0)] long Number) : StartAnswer;

    /// <summary>The policy knows no such platform, or nothing speaks to it.</summary>
    [GenerateSerializer, Immutable, Alias("start-answer-no-platform")]
    public sealed record NoPlatform : StartAnswer;

    /// <summary>Only people ask for one.</summary>
    [GenerateSerializer, Immutable, Alias("start-answer-not-a-person")]
    public sealed record NotAPerson : StartAnswer;
}

/// <summary>One reconciliation.</summary>
/// <param name="Platform">Which platform was looked at.</param>
/// <param name="Number">Counts the platform's runs, from 1.</param>
/// <param name="Mode">Whom it looked at.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ChangedAt">When it came as far as it is; for a finished one, its end.</param>
/// <param name="StartedBy">Who asked for it: a principal, or <c>schedule</c>.</param>
/// <param name="Stopped">Why it ended early or repaired nothing, in a word; null when it did neither.</param>
/// <param name="Figures">What it counted.</param>
[GenerateSerializer, Immutable, Alias("run-line")]
public sealed record RunLine(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] long Number, [property: Id(2)] ReconciliationMode Mode,
    [property: Id(3)] ReconciliationStage Stage, [property: Id(4)] DateTimeOffset StartedAt, [property: Id(5)] DateTimeOffset ChangedAt,
    [property: Id(6)] string StartedBy, [property: Id(7)] string? Stopped, [property: Id(8)] ReconciliationFigures Figures)
{
    /// <summary>Which run, and nothing that was said.</summary>
    public override string ToString() => $"{Platform} {Number}";
}

/// <summary>One reconciliation and what it found.</summary>
/// <param name="Run">The run.</param>
/// <param name="Recipient">The legal entity behind the platform.</param>
/// <param name="Policy">The policy in force now.</param>
/// <param name="Drifts">What differed.</param>
/// <param name="More">True when there is more than is told.</param>
[GenerateSerializer, Immutable, Alias("run-report")]
public sealed record RunReport(
    [property: Id(0)] RunLine Run, [property: Id(1)] string Recipient, [property: Id(2)] string Policy,
    [property: Id(3)] ImmutableArray<DriftLine> Drifts, [property: Id(4)] bool More)
{
    /// <summary>Which run, and nothing that was said.</summary>
    public override string ToString() => Run.ToString();
}

/// <summary>One field of a customer that differs at a platform. It holds no value.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Platform">Where.</param>
/// <param name="Field">Which field.</param>
/// <param name="Path">Where the platform keeps it.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Version">The customer's version that the platform should hold.</param>
/// <param name="FoundAt">When it was found first.</param>
/// <param name="Run">The run that saw it last.</param>
/// <param name="By">Who wrote it there: the platform's own id of a user or program; null when it does not tell.</param>
/// <param name="ChangedAt">When, by the platform's clock; null when it does not tell.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Left">Why nothing is done about it; null otherwise.</param>
/// <param name="StageAt">Since when it stands there.</param>
[GenerateSerializer, Immutable, Alias("drift-line")]
public sealed record DriftLine(
    [property: Id(0)] CustomerId Customer, [property: Id(1)] PlatformName Platform, [property: Id(2)] FieldName Field, [property: Id(3)] string Path,
    [property: Id(4)] DriftKind Kind, [property: Id(5)] long Version, [property: Id(6)] DateTimeOffset FoundAt, [property: Id(7)] long Run,
    [property: Id(8)] string? By, [property: Id(9)] DateTimeOffset? ChangedAt, [property: Id(10)] DriftStage Stage, [property: Id(11)] LeftBecause? Left,
    [property: Id(12)] DateTimeOffset StageAt)
{
    /// <summary>What differs and where, and nothing that was said there.</summary>
    public override string ToString() => $"{Customer} {Platform} {Field}: {Kind}";
}
