using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Domain.Reading;

/// <summary>What was told of a customer, to whom, why and on whose authority, in order of time. It holds no value.</summary>
/// <param name="Lines">One for each delivery that began to leave.</param>
/// <param name="Next">Where the next page begins in each platform's log; empty when there is none.</param>
[GenerateSerializer, Immutable, Alias("disclosure-page")]
public sealed record DisclosurePage([property: Id(0)] ImmutableArray<DisclosureLine> Lines, [property: Id(1)] ImmutableArray<DisclosurePlace> Next);

/// <summary>How far one platform's log is told.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="Number">The number of the last entry that was told of.</param>
[GenerateSerializer, Immutable, Alias("disclosure-place")]
public sealed record DisclosurePlace([property: Id(0)] PlatformName Platform, [property: Id(1)] long Number);

/// <summary>One delivery: what it told to whom, how often it was tried, and what is proved of it.</summary>
/// <param name="Platform">To which platform.</param>
/// <param name="Recipient">The legal entity that received it, by name, as the policy of then names it.</param>
/// <param name="Delivery">The delivery's id.</param>
/// <param name="Version">The customer's version that it brought.</param>
/// <param name="Policy">The policy that permitted it, <c>id@version</c>.</param>
/// <param name="Fields">What was told.</param>
/// <param name="Attempts">Each time that it began to leave.</param>
/// <param name="Level">How far it is proved.</param>
/// <param name="Levels">Since when, for each level that was proved.</param>
/// <param name="More">True when there is more of it than is told.</param>
[GenerateSerializer, Immutable, Alias("disclosure-line")]
public sealed record DisclosureLine(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] string Recipient, [property: Id(2)] string Delivery, [property: Id(3)] long Version,
    [property: Id(4)] string Policy, [property: Id(5)] ImmutableArray<ToldField> Fields, [property: Id(6)] ImmutableArray<AttemptLine> Attempts,
    [property: Id(7)] AckLevel Level, [property: Id(8)] ImmutableArray<LevelReached> Levels, [property: Id(9)] bool More);

/// <summary>One field that was told.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Path">Where the platform keeps it.</param>
/// <param name="Purpose">The purpose that permitted it; null when it was cleared.</param>
/// <param name="Basis">The lawful basis of that purpose; null when it was cleared, or the region was unknown.</param>
/// <param name="ValueVersion">The version at which the told value last changed.</param>
/// <param name="Cleared">True when the platform was told that there is nothing.</param>
[GenerateSerializer, Immutable, Alias("told-field")]
public sealed record ToldField(
    [property: Id(0)] FieldName Field, [property: Id(1)] string Path, [property: Id(2)] PurposeName? Purpose, [property: Id(3)] string? Basis,
    [property: Id(4)] long ValueVersion, [property: Id(5)] bool Cleared)
{
    /// <summary>Which field.</summary>
    public override string ToString() => Field.Value;
}

/// <summary>One attempt.</summary>
/// <param name="Permit">The number of the permit by which it left.</param>
/// <param name="At">When it began.</param>
/// <param name="AnsweredAt">When an answer came; null when none did.</param>
/// <param name="Outcome">What it said, in words; empty without one.</param>
[GenerateSerializer, Immutable, Alias("attempt-line")]
public sealed record AttemptLine(
    [property: Id(0)] long Permit, [property: Id(1)] DateTimeOffset At, [property: Id(2)] DateTimeOffset? AnsweredAt,
    [property: Id(3)] ImmutableArray<string> Outcome);

/// <summary>Since when a level is proved.</summary>
[GenerateSerializer, Immutable, Alias("level-reached")]
public sealed record LevelReached([property: Id(0)] AckLevel Level, [property: Id(1)] DateTimeOffset At);
