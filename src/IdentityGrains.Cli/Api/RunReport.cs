using System.Text.Json.Serialization;

namespace IdentityGrains.Cli.Api;

/// <summary>Asks for a run.</summary>
internal sealed record RunAsked(string? Mode);

/// <summary>Runs over platforms' copies.</summary>
internal sealed record Runs([property: JsonPropertyName("runs")] ImmutableArray<Run> All);

/// <summary>One run and what it found.</summary>
internal sealed record RunReport(Run Run, string Recipient, ImmutableArray<Drift> Drifts);

/// <summary>One run over a platform's copies.</summary>
internal sealed record Run(string Platform, long Number, string Mode, string Stage, DateTimeOffset ChangedAt, string? Stopped, RunFigures Figures);

/// <summary>What it counted, in customers.</summary>
internal sealed record RunFigures(
    long Covered, long Looked, long Equal, long Drifting, long Underway, long Refused, long Withheld, long Asked, long Repaired,
    ImmutableArray<RunField> Fields);

/// <summary>What it counted of a field.</summary>
internal sealed record RunField(string Field, long Should, long Equal, double? Conformance);

/// <summary>One field that differs at a platform.</summary>
internal sealed record Drift(string Customer, string Platform, string Field, string Kind, string? By, string Stage, string? Left);
